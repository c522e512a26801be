package org.inkstream.pipeline.ops;

import java.time.Duration;
import org.inkstream.time.Timers;

/**
 * Notices when an event loop stops turning. It marks the time on its loop every second; anybody may
 * ask how long ago that was.
 */
public final class LoopWatch {
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(20);

    private final String name;
    private final Timers timers;
    private volatile long lastTurnNanos;
    private volatile boolean stopped;
    private Timers.Timer next = () -> false;

    /**
     * @param timers of the loop that is watched
     */
    public LoopWatch(String name, Timers timers) {
        this.name = name;
        this.timers = timers;
        this.lastTurnNanos = timers.monotonicNanos();
    }

    public void start() {
        lastTurnNanos = timers.monotonicNanos();
        if (!stopped) {
            next = timers.after(TURN, this::start);
        }
    }

    public void stop() {
        stopped = true;
        next.cancel();
    }

    /** Called from any thread. */
    public Health.Check check() {
        Duration ago = timers.since(lastTurnNanos);
        return new Health.Check(
                name, ago.compareTo(STUCK_AFTER) < 0, "turned " + ago.toMillis() + " ms ago");
    }
}
