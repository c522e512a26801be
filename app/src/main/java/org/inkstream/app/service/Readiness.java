package org.inkstream.app.service;

import java.util.concurrent.atomic.AtomicBoolean;
import org.inkstream.pipeline.ops.Health;

/** Whether the process still takes work. Thread-safe. */
final class Readiness {
    private final AtomicBoolean draining = new AtomicBoolean();

    /**
     * From now on it takes no work.
     *
     * @return false if that was said before
     */
    boolean drain() {
        return draining.compareAndSet(false, true);
    }

    boolean isDraining() {
        return draining.get();
    }

    Health.Check check() {
        boolean leaving = draining.get();
        return new Health.Check("intake", !leaving, leaving ? "draining" : "takes work");
    }
}
