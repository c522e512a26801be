package org.inkstream.config;

/**
 * The management port: metrics and health.
 *
 * @param host address to bind; loopback unless told otherwise
 * @param port 1 to 65,535, or 0 for any free port
 */
public record HttpSettings(String host, int port) {
    public HttpSettings {
        new Check().filled("host", host).between("port", port, 0, 65_535).orThrow();
    }
}
