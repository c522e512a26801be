package org.inkstream.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** Timers of one event-loop context: tasks run on that context, whichever thread asked. */
public final class VertxTimers implements Timers {
    private final Vertx vertx;
    private final Context context;

    /**
     * @param context the context on which every task runs
     */
    public VertxTimers(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        if (delay.isNegative() || delay.isZero()) {
            return inATurnOfItsOwn(task);
        }
        // Vert.x refuses a delay below one millisecond.
        long millis = Math.max(1, delay.toMillis());
        long id = vertx.setTimer(millis, fired -> runOnOwner(task));
        return () -> vertx.cancelTimer(id);
    }

    /** After what the event loop has to do already, which is sooner than in a millisecond. */
    private Timer inATurnOfItsOwn(Runnable task) {
        AtomicBoolean over = new AtomicBoolean();
        context.runOnContext(
                turn -> {
                    if (over.compareAndSet(false, true)) {
                        task.run();
                    }
                });
        return () -> over.compareAndSet(false, true);
    }

    private void runOnOwner(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(ignored -> task.run());
        }
    }
}
