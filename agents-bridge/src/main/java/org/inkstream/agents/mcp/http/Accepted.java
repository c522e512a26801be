package org.inkstream.agents.mcp.http;

import java.util.Locale;
import org.inkstream.agents.mcp.wire.McpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a client says that it can read.
 *
 * @param json whether it takes one JSON document
 * @param stream whether it takes an event stream
 */
record Accepted(boolean json, boolean stream) {
    /**
     * @param header {@code Accept}; without one a client takes what it gets, and gets JSON
     */
    static Accepted of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new Accepted(true, false);
        }
        String lower = header.toLowerCase(Locale.ROOT);
        boolean any = lower.contains("*/*");
        return new Accepted(
                any || lower.contains(McpHeaders.JSON) || lower.contains("application/*"),
                lower.contains(McpHeaders.EVENT_STREAM) || lower.contains("text/*"));
    }

    boolean nothing() {
        return !json && !stream;
    }
}
