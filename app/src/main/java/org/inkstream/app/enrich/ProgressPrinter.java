package org.inkstream.app.enrich;

import java.io.PrintWriter;
import java.time.Duration;
import org.inkstream.time.Timers;

/**
 * Shows progress as often as its reader can use it: a bar that redraws itself on a terminal, a line
 * every few seconds elsewhere. Not thread-safe.
 */
final class ProgressPrinter {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration LINES = Duration.ofSeconds(5);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final Timers timers;
    private final Terminal terminal;
    private long shownNanos;
    private String shown = "";

    ProgressPrinter(PrintWriter out, Timers timers, Terminal terminal) {
        this.out = out;
        this.timers = timers;
        this.terminal = terminal;
        this.shownNanos = timers.monotonicNanos();
    }

    /** Shows {@code progress} if the last time is long enough ago. */
    void tick(Progress progress) {
        Duration pause = terminal.interactive() ? REDRAW : LINES;
        if (timers.since(shownNanos).compareTo(pause) >= 0) {
            show(progress);
        }
    }

    /** Shows the last state and leaves it standing. */
    void finish(Progress progress) {
        show(progress);
        if (terminal.interactive()) {
            out.println();
            out.flush();
        }
    }

    private void show(Progress progress) {
        shownNanos = timers.monotonicNanos();
        String next =
                terminal.interactive()
                        ? ProgressBar.bar(progress, terminal.columns() - 1)
                        : ProgressBar.line(progress);
        if (next.equals(shown)) {
            return;
        }
        shown = next;
        if (terminal.interactive()) {
            out.print(CLEAR_LINE + next);
        } else {
            out.println(next);
        }
        out.flush();
    }
}
