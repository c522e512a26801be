package org.inkstream.config;

/**
 * The management ports: metrics and health. The hub and the coordinator serve them at their own
 * ports.
 *
 * @param host address to bind; loopback unless told otherwise
 * @param port of the service, 1 to 65,535, or 0 for any free port
 * @param gatewayPort of {@code inkstream gateway}, in the same range
 * @param agentsPort of the first of {@code inkstream agents}, in the same range; each of the others
 *     has the next one
 */
public record HttpSettings(String host, int port, int gatewayPort, int agentsPort) {
    private static final int HIGHEST = 65_535;

    public HttpSettings {
        new Check()
                .filled("host", host)
                .between("port", port, 0, HIGHEST)
                .between("gatewayPort", gatewayPort, 0, HIGHEST)
                .between("agentsPort", agentsPort, 0, HIGHEST)
                .orThrow();
    }
}
