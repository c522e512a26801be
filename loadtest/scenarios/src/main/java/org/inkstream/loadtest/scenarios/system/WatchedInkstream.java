package org.inkstream.loadtest.scenarios.system;

import java.time.Duration;
import org.inkstream.app.Main;

/** {@code inkstream}, which besides prints a line for each handler that keeps an event loop. */
public final class WatchedInkstream {
    /** No handler may keep an event loop for longer. */
    public static final Duration LIMIT = Duration.ofMillis(5);

    private WatchedInkstream() {}

    /** As that of {@code inkstream}. */
    public static void main(String[] args) {
        new LoopWatch(LIMIT, block -> System.out.println(block.line())).start();
        Main.main(args);
    }
}
