package org.inkstream.config;

/**
 * Where the queues before the inference servers are.
 *
 * @param url of {@code inkstream gateway}; empty means inside this process
 * @param host address that {@code inkstream gateway} binds; loopback unless told otherwise
 * @param port of {@code inkstream gateway}, 1 to 65,535, or 0 for any free port
 */
public record GatewaySettings(String url, String host, int port) {
    public GatewaySettings {
        new Check()
                .that(
                        url.isEmpty() || url.matches("https?://.+"),
                        "url",
                        "must be empty or begin with http:// or https://")
                .filled("host", host)
                .between("port", port, 0, 65_535)
                .orThrow();
    }
}
