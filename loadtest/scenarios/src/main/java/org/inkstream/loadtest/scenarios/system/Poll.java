package org.inkstream.loadtest.scenarios.system;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what another process does: looks again and again, within a deadline. */
public final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Poll() {}

    /** Blocks for a moment: for loops that look at several things. */
    public static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    /**
     * Blocks until there is something to see.
     *
     * @param what for the message, such as {@code "the first call"}
     * @param look may throw where waiting longer is of no use
     * @throws IllegalStateException if there is nothing within the limit
     */
    public static <T> T forThe(String what, Duration limit, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<T> seen = look.get();
        while (seen.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "waited " + limit.toSeconds() + " s in vain for " + what);
            }
            pause();
            seen = look.get();
        }
        return seen.get();
    }
}
