package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.time.Timers;

/**
 * Keeps an eye on whether the store answers. Started and stopped on the event loop of its timers;
 * anybody may ask.
 */
final class StoreWatch {
    private static final Duration PING = Duration.ofSeconds(5);

    /** Some pings may be late; a store that is away for longer is away. */
    private static final Duration GONE = Duration.ofSeconds(30);

    private final Timers timers;
    private final Lookout pings;
    private volatile long answeredNanos;

    /**
     * @param ping completes if the store answers
     */
    StoreWatch(Timers timers, Supplier<Future<Void>> ping) {
        this.timers = timers;
        this.pings =
                new Lookout(
                        "whether the store answers",
                        timers,
                        PING,
                        () ->
                                ping.get()
                                        .onSuccess(
                                                here -> answeredNanos = timers.monotonicNanos()));
        // Whoever begins to look has just had an answer of it.
        this.answeredNanos = timers.monotonicNanos();
    }

    void start() {
        pings.start(PING);
    }

    void stop() {
        pings.stop();
    }

    /** Whether it has answered lately. Called on any thread. */
    Health.Check check() {
        Duration ago = timers.since(answeredNanos);
        return new Health.Check(
                "store", ago.compareTo(GONE) < 0, "answered " + ago.toSeconds() + " s ago");
    }
}
