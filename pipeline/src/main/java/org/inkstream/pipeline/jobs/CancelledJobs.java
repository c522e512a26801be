package org.inkstream.pipeline.jobs;

import java.time.Duration;
import java.util.Set;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which jobs are cancelled, as a worker knows it: asked of the store every second, and answered
 * from memory. While the store does not answer, it stays with what it knew. For any thread.
 */
public final class CancelledJobs {
    private static final Logger LOGGER = LoggerFactory.getLogger(CancelledJobs.class);

    /** Calls that are begun after a cancellation are begun within that time. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final JobNotes notes;
    private final Timers timers;
    private volatile Set<String> known = Set.of();
    private volatile Timers.Timer next = () -> false;
    private volatile boolean stopped;

    public CancelledJobs(JobNotes notes, Timers timers) {
        this.notes = notes;
        this.timers = timers;
    }

    /** Asks at once, and then every second. */
    public void start() {
        notes.cancelled()
                .onSuccess(now -> known = Set.copyOf(now))
                .onFailure(
                        failure ->
                                LOGGER.atDebug()
                                        .setCause(failure)
                                        .log("nobody says which jobs are cancelled"))
                .onComplete(asked -> goOn());
    }

    private void goOn() {
        if (!stopped) {
            next = timers.after(EVERY, this::start);
        }
    }

    public void stop() {
        stopped = true;
        next.cancel();
    }

    public boolean contains(String jobId) {
        return known.contains(jobId);
    }
}
