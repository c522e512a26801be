package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.inkstream.pipeline.store.mongo.StoreListener.Kind;
import org.inkstream.time.Timers;

/** Tells a {@link StoreListener} of each round trip to the store. */
final class Observed {
    private final Timers timers;
    private final StoreListener listener;

    Observed(Timers timers, StoreListener listener) {
        this.timers = timers;
        this.listener = listener;
    }

    <T> Future<T> read(String operation, Supplier<Future<T>> roundTrip) {
        return observe(operation, Kind.READ, roundTrip);
    }

    <T> Future<T> write(String operation, Supplier<Future<T>> roundTrip) {
        return observe(operation, Kind.WRITE, roundTrip);
    }

    /**
     * @param writes how many share the round trip
     */
    <T> Future<T> writes(String operation, int writes, Supplier<Future<T>> roundTrip) {
        return write(operation, roundTrip).onComplete(answer -> listener.shared(operation, writes));
    }

    private <T> Future<T> observe(String operation, Kind kind, Supplier<Future<T>> roundTrip) {
        long started = timers.monotonicNanos();
        return roundTrip
                .get()
                .onComplete(
                        answer ->
                                listener.ended(
                                        operation,
                                        kind,
                                        timers.since(started),
                                        answer.succeeded()));
    }
}
