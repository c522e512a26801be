package org.inkstream.loadtest.peers.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What becomes of the bytes that go one way through a {@link FaultProxy}. Immutable; the bytes
 * counted are those of one connection since the toxic was set.
 */
public sealed interface Toxic {
    /** What becomes of bytes that may not pass. */
    enum Rest {
        /** They vanish, and the connection stays open. */
        VANISHES,
        /** They vanish, and both ends of the connection are reset. */
        RESETS,
        /** They vanish, and both ends of the connection are closed in good order. */
        CLOSES
    }

    /** Bytes pass as they come. */
    record Clean() implements Toxic {}

    /**
     * Bytes pass late, in their order.
     *
     * @param jitter added to each delay, evenly distributed from zero to this
     */
    record Latency(Duration delay, Duration jitter) implements Toxic {
        public Latency {
            requireNotNegative("delay", delay);
            requireNotNegative("jitter", jitter);
        }

        @Override
        public Duration delay(RandomGenerator random) {
            return delay.plusNanos(random.nextLong(jitter.toNanos() + 1));
        }
    }

    /** Bytes pass at most this fast on each connection. */
    record Bandwidth(int bytesPerSecond) implements Toxic {
        private static final int PIECES_PER_SECOND = 20;

        public Bandwidth {
            requirePositive("bytesPerSecond", bytesPerSecond);
        }

        @Override
        public int pieceBytes() {
            return Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
        }

        @Override
        public Duration pauseAfter(int bytes) {
            return Duration.ofNanos(bytes * Duration.ofSeconds(1).toNanos() / bytesPerSecond);
        }
    }

    /**
     * Bytes pass in small pieces.
     *
     * @param bytes of a piece
     * @param pause after each piece
     */
    record Slicer(int bytes, Duration pause) implements Toxic {
        public Slicer {
            requirePositive("bytes", bytes);
            requireNotNegative("pause", pause);
        }

        @Override
        public int pieceBytes() {
            return bytes;
        }

        @Override
        public Duration pauseAfter(int passed) {
            return pause;
        }
    }

    /**
     * The connection is reset when more bytes come than may pass.
     *
     * @param bytes that may; with zero the first one resets it
     */
    record Reset(long bytes) implements Toxic {
        public Reset {
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes must not be negative, got " + bytes);
            }
        }

        @Override
        public long allowed() {
            return bytes;
        }
    }

    /** Nothing passes and nobody is told, as when the other end has lost its power. */
    record HalfOpen() implements Toxic {
        @Override
        public long allowed() {
            return 0;
        }

        @Override
        public Rest rest() {
            return Rest.VANISHES;
        }
    }

    /** Instead of the first byte the connection ends: towards the client, the server has acted. */
    record Cut() implements Toxic {
        @Override
        public long allowed() {
            return 0;
        }

        @Override
        public Rest rest() {
            return Rest.CLOSES;
        }
    }

    /** How long bytes that have just come are held at least. */
    default Duration delay(RandomGenerator random) {
        return Duration.ZERO;
    }

    /** The most bytes that pass at once. */
    default int pieceBytes() {
        return Integer.MAX_VALUE;
    }

    /** How long nothing passes after a piece of so many bytes. */
    default Duration pauseAfter(int bytes) {
        return Duration.ZERO;
    }

    /** How many bytes may pass in all. */
    default long allowed() {
        return Long.MAX_VALUE;
    }

    /** What becomes of the bytes beyond {@link #allowed}. */
    default Rest rest() {
        return Rest.RESETS;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, got " + value);
        }
    }
}
