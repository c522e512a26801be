package org.inkstream.pipeline.ingest.nsq.client;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.inkstream.catalogue.RetryRule;
import org.inkstream.time.Timers;

/**
 * How much of the window may be used while its user struggles: nothing for a pause, then a single
 * message as a probe. Each struggle makes the next pause twice as long, each recovery half as long,
 * and only from the shortest one is there a way out. What is said during a pause is not heard: it
 * tells of messages from before. Not thread-safe: used on the consumer's event loop.
 */
final class Backoff {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final RetryRule PAUSES =
            new RetryRule(Integer.MAX_VALUE, Duration.ofSeconds(1), 2, LONGEST);
    private static final Timers.Timer NO_TIMER = () -> false;

    private final Timers timers;
    private final RandomGenerator random;
    private final Runnable changed;
    private Stand stand = new Stand.Open();
    private Timers.Timer pause = NO_TIMER;

    private sealed interface Stand {
        record Open() implements Stand {}

        record Paused(int level) implements Stand {}

        record Probing(int level) implements Stand {}
    }

    /**
     * @param changed called whenever {@link #allowed} may answer differently
     */
    Backoff(Timers timers, RandomGenerator random, Runnable changed) {
        this.timers = timers;
        this.random = random;
        this.changed = changed;
    }

    void struggle() {
        if (stand instanceof Stand.Open) {
            pause(1);
        } else if (stand instanceof Stand.Probing probing) {
            boolean longest = PAUSES.pauseBefore(probing.level()).equals(LONGEST);
            pause(longest ? probing.level() : probing.level() + 1);
        }
    }

    void recover() {
        if (stand instanceof Stand.Probing probing) {
            if (probing.level() > 1) {
                pause(probing.level() - 1);
            } else {
                become(new Stand.Open());
            }
        }
    }

    /** How much of this window may be used now. */
    int allowed(int window) {
        if (stand instanceof Stand.Open) {
            return window;
        }
        return stand instanceof Stand.Probing ? Math.min(1, window) : 0;
    }

    boolean active() {
        return !(stand instanceof Stand.Open);
    }

    void stop() {
        pause.cancel();
    }

    private void pause(int level) {
        pause.cancel();
        pause =
                timers.after(
                        Jitter.halfToAll(PAUSES.pauseBefore(level), random),
                        () -> become(new Stand.Probing(level)));
        become(new Stand.Paused(level));
    }

    private void become(Stand next) {
        stand = next;
        changed.run();
    }
}
