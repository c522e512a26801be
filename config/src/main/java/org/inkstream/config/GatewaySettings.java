package org.inkstream.config;

/**
 * Where the queues before the inference servers are.
 *
 * @param url of {@code inkstream gateway}, or several with commas between them of which one serves
 *     at a time; empty means inside this process
 * @param host address that {@code inkstream gateway} binds; loopback unless told otherwise
 * @param port of {@code inkstream gateway}, 1 to 65,535, or 0 for any free port
 * @param lease what several {@code inkstream gateway} share of which one serves and the others
 *     stand by; empty for one that is alone
 */
public record GatewaySettings(String url, String host, int port, String lease) {
    public GatewaySettings {
        new Check()
                .that(
                        url.isEmpty() || url.matches("https?://.+"),
                        "url",
                        "must be empty or begin with http:// or https://")
                .filled("host", host)
                .between("port", port, 0, 65_535)
                .that(
                        lease.matches("[A-Za-z0-9._-]{0,64}"),
                        "lease",
                        "must be empty or up to 64 letters, digits, dots, - or _, got '"
                                + lease
                                + "'")
                .orThrow();
    }
}
