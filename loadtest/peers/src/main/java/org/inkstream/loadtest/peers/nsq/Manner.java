package org.inkstream.loadtest.peers.nsq;

import java.time.Duration;

/** How the double brings out what it says, on each of its connections. */
public sealed interface Manner {
    /** As it comes. */
    record Plain() implements Manner {}

    /** Not at all; the connection stays open, and what is said is lost. */
    record Silent() implements Manner {}

    /**
     * Up to a byte, at which the connection is reset.
     *
     * @param bytes that come through, counted on each connection since this was ordered
     */
    record CutAfter(long bytes) implements Manner {
        public CutAfter {
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes must not be negative, got " + bytes);
            }
        }
    }

    /**
     * In small pieces.
     *
     * @param bytes of each
     * @param pause after each
     */
    record Drip(int bytes, Duration pause) implements Manner {
        public Drip {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes must be at least 1, got " + bytes);
            }
        }
    }
}
