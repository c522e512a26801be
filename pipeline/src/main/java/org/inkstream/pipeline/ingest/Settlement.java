package org.inkstream.pipeline.ingest;

import java.time.Duration;
import java.util.function.Function;
import org.inkstream.catalogue.ErrorClass;

/** How a source message ends. */
public sealed interface Settlement {
    /** For sources that hold a message until it ends: they need not hear that it was accepted. */
    Runnable NO_EARLIER_WORD = () -> {};

    /** Everything that had to follow from it is durable; the source may forget it. */
    record Done() implements Settlement {}

    /**
     * Not now: the source shows it again after the pause. Meanwhile it takes no place among the
     * documents in the air, and its offset is not committed.
     */
    record RetryLater(Duration pause, String reason) implements Settlement {}

    /** It will never succeed: to the dead letters with a reason that a person understands. */
    record Park(ErrorClass errorClass, String reason, int attempts) implements Settlement {}

    default <R> R match(
            Function<Done, R> done, Function<RetryLater, R> retryLater, Function<Park, R> park) {
        if (this instanceof Done d) {
            return done.apply(d);
        }
        if (this instanceof RetryLater r) {
            return retryLater.apply(r);
        }
        return park.apply((Park) this);
    }
}
