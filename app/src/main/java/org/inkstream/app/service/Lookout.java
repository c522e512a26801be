package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at something outside this process every so often, and never for more than a twentieth of
 * the time. Used on the event loop that its {@link Timers} call back on.
 */
final class Lookout {
    private static final Logger LOGGER = LoggerFactory.getLogger(Lookout.class);

    /** What one look may take; a peer that does not answer is asked again later. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int RESTING = 20;

    private final String what;
    private final Timers timers;
    private final Duration every;
    private final Supplier<Future<?>> look;
    private Timers.Timer next = () -> false;
    private boolean failing;
    private boolean stopped;

    /**
     * @param what is looked at, for people
     * @param every shortest pause between two looks
     * @param look one look, which keeps what it has seen; fails if it saw nothing
     */
    Lookout(String what, Timers timers, Duration every, Supplier<Future<?>> look) {
        this.what = what;
        this.timers = timers;
        this.every = every;
        this.look = look;
    }

    /**
     * Looks until {@link #stop}.
     *
     * @param first when for the first time: a process that starts has better things to do
     */
    void start(Duration first) {
        next = timers.after(first, this::lookOnce);
    }

    void stop() {
        stopped = true;
        next.cancel();
    }

    private void lookOnce() {
        long began = timers.monotonicNanos();
        // Inside a stage, so that a look that throws is one that failed.
        Future<?> seen = Future.succeededFuture().compose(now -> look.get());
        Deadlines.within(timers, LIMIT, seen)
                .onSuccess(answer -> failing = false)
                .onFailure(this::complainOnce)
                .onComplete(ended -> again(timers.since(began).multipliedBy(RESTING)));
    }

    private void again(Duration rest) {
        if (!stopped) {
            start(rest.compareTo(every) > 0 ? rest : every);
        }
    }

    private void complainOnce(Throwable cause) {
        if (!failing && !stopped) {
            LOGGER.atWarn()
                    .addKeyValue("what", what)
                    .addKeyValue("cause", String.valueOf(cause.getMessage()))
                    .log("a look at what waits failed; it is repeated until it works");
        }
        failing = true;
    }
}
