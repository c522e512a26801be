package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;

/**
 * Asks a server how many slots it has, again and again: one that was started anew may have others.
 * Used on the endpoint's event loop.
 */
final class SlotsWatch {
    private static final Duration EVERY = Duration.ofSeconds(15);

    /** Some servers log each question that they do not know. */
    private static final Duration WHERE_IT_DOES_NOT_SAY = Duration.ofMinutes(10);

    private final ModelEndpoint endpoint;
    private final Timers timers;
    private final IntConsumer shown;
    private Timers.Timer next = () -> false;
    private boolean stopped;

    /**
     * @param shown hears each answer
     */
    SlotsWatch(ModelEndpoint endpoint, Timers timers, IntConsumer shown) {
        this.endpoint = endpoint;
        this.timers = timers;
        this.shown = shown;
    }

    /** Asks now and from now on, until {@link #stop}. */
    void start() {
        endpoint.slots().onComplete(this::hear);
    }

    void stop() {
        stopped = true;
        next.cancel();
    }

    private void hear(AsyncResult<Integer> slots) {
        if (stopped) {
            return;
        }
        boolean refused =
                slots.cause() instanceof CallFailure failure
                        && failure.errorClass() == ErrorClass.REFUSED;
        next = timers.after(refused ? WHERE_IT_DOES_NOT_SAY : EVERY, this::start);
        if (slots.succeeded()) {
            shown.accept(slots.result());
        }
    }
}
