package org.inkstream.agents.gateway.door;

import java.time.Duration;

/**
 * How much may be inside at once: requests, and bytes of what they say. Not thread-safe: used on
 * the server's event loop.
 */
final class Room {
    private static final Duration LATER = Duration.ofSeconds(1);

    private final int mostRequests;
    private final long mostBytes;
    private int requests;
    private long bytes;

    Room(int mostRequests, long mostBytes) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
    }

    /**
     * @throws Objection if there is none
     */
    Visit enter() {
        if (requests >= mostRequests) {
            throw Objection.busy(LATER);
        }
        requests++;
        return new Visit();
    }

    /** Requests inside. */
    int requests() {
        return requests;
    }

    long bytes() {
        return bytes;
    }

    /** One request's part of the room, until it leaves. */
    final class Visit {
        private long taken;
        private boolean left;

        /**
         * @throws Objection if there is no room for that many bytes more
         */
        void take(int more) {
            if (left) {
                return;
            }
            if (bytes + more > mostBytes) {
                throw Objection.busy(LATER);
            }
            bytes += more;
            taken += more;
        }

        /** Harmless when it has left. */
        void leave() {
            if (!left) {
                left = true;
                requests--;
                bytes -= taken;
            }
        }
    }
}
