package org.inkstream.agents.mcp.http;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may connect. Without this any page that somebody opens on this machine could talk
 * to a server on loopback.
 */
public final class Origins {
    private final Set<String> more;

    /**
     * @param more origins that are allowed beside those on loopback
     */
    public Origins(List<String> more) {
        this.more = Set.copyOf(more);
    }

    /**
     * @param origin the header, null where there is none: then no browser is asking
     */
    public boolean allow(@Nullable String origin) {
        return origin == null || more.contains(origin) || isLoopback(origin);
    }

    private static boolean isLoopback(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && Loopback.is(host);
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }
}
