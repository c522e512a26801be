package org.inkstream.loadtest.peers;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Runs work after one and the same delay, with one timer however much waits. Used on one event
 * loop.
 */
final class DelayLine {
    private final Vertx vertx;
    private final long delayNanos;
    private final Deque<Waiting> line = new ArrayDeque<>();

    private record Waiting(long dueNanos, Runnable work) {}

    /**
     * @param delayMs zero means at once, inside {@link #add}
     */
    DelayLine(Vertx vertx, long delayMs) {
        this.vertx = vertx;
        this.delayNanos = delayMs * 1_000_000;
    }

    void add(Runnable work) {
        if (delayNanos == 0) {
            work.run();
            return;
        }
        line.add(new Waiting(System.nanoTime() + delayNanos, work));
        if (line.size() == 1) {
            wakeFor(line.getFirst());
        }
    }

    private void wakeFor(Waiting first) {
        long wait = (first.dueNanos() - System.nanoTime() + 999_999) / 1_000_000;
        vertx.setTimer(Math.max(1, wait), fired -> runDue());
    }

    private void runDue() {
        long now = System.nanoTime();
        while (!line.isEmpty() && line.getFirst().dueNanos() <= now) {
            try {
                line.getFirst().work().run();
            } finally {
                // Taken off afterwards: whoever adds to a line that is not empty starts no timer.
                line.removeFirst();
            }
        }
        if (!line.isEmpty()) {
            wakeFor(line.getFirst());
        }
    }
}
