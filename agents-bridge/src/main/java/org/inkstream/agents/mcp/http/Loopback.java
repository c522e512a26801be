package org.inkstream.agents.mcp.http;

import java.util.Locale;

/** Tells addresses and names that only this machine can reach. */
final class Loopback {
    private Loopback() {}

    /**
     * @param host a name, an IPv4 address, or an IPv6 address with or without brackets
     */
    static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("::1")
                || name.equals("[::1]")
                || name.matches("127(\\.\\d{1,3}){3}");
    }
}
