package org.inkstream.loadtest.scenarios.gpu;

import java.time.Duration;
import java.util.function.Consumer;

/** Says now and then how far a run is. */
final class Progress {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final String run;
    private final int all;
    private final Consumer<String> out;
    private long next = System.nanoTime() + PAUSE.toNanos();

    Progress(String run, int all, Consumer<String> out) {
        this.run = run;
        this.all = all;
        this.out = out;
    }

    /** Cheap while there is nothing to say. */
    void seen(int done) {
        if (System.nanoTime() >= next) {
            out.accept("  %s: %d of %d letters".formatted(run, done, all));
            next = System.nanoTime() + PAUSE.toNanos();
        }
    }
}
