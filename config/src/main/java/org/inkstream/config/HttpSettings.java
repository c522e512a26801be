package org.inkstream.config;

/**
 * The management port: metrics and health.
 *
 * @param host address to bind; loopback unless told otherwise
 * @param port 1 to 65,535, or 0 for any free port
 */
public record HttpSettings(String host, int port) {}
