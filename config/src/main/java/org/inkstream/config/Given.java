package org.inkstream.config;

/**
 * A value as somebody gave it.
 *
 * @param value what YAML made of it, or the text from the environment or the command line
 * @param origin for people, such as {@code INKSTREAM_KAFKA_PARTITIONS}
 */
record Given(Object value, String origin) {}
