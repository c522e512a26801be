package org.inkstream.pipeline.jobs;

import java.time.Duration;
import org.inkstream.time.Timers;

/**
 * What a coordinator remembers of a job between two looks at it; nothing is lost with it. Used on
 * one event loop.
 */
final class Track {
    private final Timers timers;
    private final Pace pace;
    private final Duration shortest;
    private final Duration longest;

    /** The last letter, in the order in which they are published, that was seen to end. */
    private String frontier = "";

    /** When it last was seen that somebody works on the job. */
    private long lastSign;

    private long lookedAt;
    private Duration pause = Duration.ZERO;

    private long costAt;
    private JobFacts.Cost cost = JobFacts.Cost.NONE;
    private boolean costKnown;

    /**
     * @param shortest pause between two looks
     * @param longest pause, after many looks at which nothing had changed
     */
    Track(Timers timers, Duration shortest, Duration longest) {
        this.timers = timers;
        this.pace = new Pace(timers);
        this.shortest = shortest;
        this.longest = longest;
        this.lastSign = timers.monotonicNanos();
        this.lookedAt = lastSign;
    }

    /** Whether it is time to look at the job. */
    boolean isDue() {
        return timers.since(lookedAt).compareTo(pause) >= 0;
    }

    /**
     * @param changed whether anything had changed since the last look
     */
    void looked(boolean changed) {
        Duration longer = pause.multipliedBy(2);
        lookedAt = timers.monotonicNanos();
        pause = changed || longer.compareTo(shortest) < 0 ? shortest : longer;
        pause = pause.compareTo(longest) > 0 ? longest : pause;
    }

    void ended(String documentId) {
        alive();
        if (documentId.compareTo(frontier) > 0) {
            frontier = documentId;
        }
    }

    /** Somebody works on the job. */
    void alive() {
        lastSign = timers.monotonicNanos();
    }

    /**
     * Whether a task may be lost: others that were published later have ended, or nobody has worked
     * on the job for a while. As long as workers come on through what was published, a letter that
     * waits for its turn is not rung again.
     */
    boolean suspects(String documentId, Duration quiet) {
        return documentId.compareTo(frontier) < 0 || timers.since(lastSign).compareTo(quiet) >= 0;
    }

    double perMinute(int processed) {
        return pace.perMinute(processed);
    }

    boolean isCostOlderThan(Duration age) {
        return !costKnown || timers.since(costAt).compareTo(age) >= 0;
    }

    void cost(JobFacts.Cost now) {
        cost = now;
        costKnown = true;
        costAt = timers.monotonicNanos();
    }

    JobFacts.Cost cost() {
        return cost;
    }
}
