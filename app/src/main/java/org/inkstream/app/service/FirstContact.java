package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.inkstream.pipeline.ingest.Settlement;

/**
 * Lets letters wait until agents elsewhere have said once who they are. A run that begins before
 * has another revision than the same letter has later, and a redelivery would then pay for the
 * whole letter again. For any thread.
 */
final class FirstContact {
    private static final Settlement LATER =
            new Settlement.RetryLater(Duration.ofSeconds(1), "no agent has been reached yet");

    private final BooleanSupplier made;
    private final Supplier<Future<String>> ask;
    private final AtomicBoolean asking = new AtomicBoolean();

    /**
     * @param made whether the agents are known
     * @param ask asks them who they are
     */
    FirstContact(BooleanSupplier made, Supplier<Future<String>> ask) {
        this.made = made;
        this.ask = ask;
    }

    /** The work if the agents are known, and otherwise that it must wait. */
    Future<Settlement> before(Supplier<Future<Settlement>> work) {
        if (made.getAsBoolean()) {
            return work.get();
        }
        if (asking.compareAndSet(false, true)) {
            ask.get().onComplete(answered -> asking.set(false));
        }
        return Future.succeededFuture(LATER);
    }
}
