package org.inkstream.loadtest.peers.models;

import java.util.HashMap;
import java.util.Map;

/**
 * An error by its status, at once.
 *
 * @param status 400 to 599
 * @param message for people; empty means what such a server usually says
 * @param headers beside the usual ones
 */
public record StatusReply(int status, String message, Map<String, String> headers)
        implements ModelReply {
    public StatusReply {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("no error has status " + status);
        }
        headers = Map.copyOf(headers);
    }

    static StatusReply of(int status) {
        return new StatusReply(status, "", Map.of());
    }

    public StatusReply retryAfter(int seconds) {
        return header("retry-after", Integer.toString(seconds));
    }

    public StatusReply message(String other) {
        return new StatusReply(status, other, headers);
    }

    public StatusReply header(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new StatusReply(status, message, more);
    }

    /** Whoever has no room says so at once. */
    @Override
    public boolean takesASlot() {
        return false;
    }

    @Override
    public void play(Exchange exchange) {
        exchange.error(status, message, headers);
    }
}
