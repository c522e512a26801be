package org.inkstream.config;

/**
 * The embedded broker and store.
 *
 * @param kafkaPort of the broker, 0 for any free port
 * @param storePort of the store, 0 for any free port
 */
public record EmbeddedSettings(int kafkaPort, int storePort) {}
