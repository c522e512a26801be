package org.inkstream.loadtest.peers.faults;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One way of one connection: holds what has come as long as the toxic says, and stops reading while
 * it holds much. Used on one event loop.
 */
final class Pipe {
    /** Reading stops above it, so that a pipe holds this and one read at most. */
    private static final int MOST_HELD_BYTES = 256 * 1_024;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;
    private final NetSocket from;
    private final NetSocket to;
    private final Supplier<Toxic> toxic;
    private final RandomGenerator random;
    private final Ending ending;
    private final Deque<Held> held = new ArrayDeque<>();

    private Toxic countedFor = new Toxic.Clean();
    private long passed;
    private int heldBytes;
    private long lastDueNanos;
    private long notBeforeNanos;
    private boolean pumping;
    private boolean sourceEnded;
    private boolean over;

    /** How a pipe ends the connection that it is part of. */
    interface Ending {
        void because(Toxic.Rest rest);

        /** All that had come has passed, and no more will come. */
        void drained();
    }

    private record Held(long dueNanos, Buffer bytes) {}

    Pipe(
            Vertx vertx,
            NetSocket from,
            NetSocket to,
            Supplier<Toxic> toxic,
            RandomGenerator random,
            Ending ending) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
        this.toxic = toxic;
        this.random = random;
        this.ending = ending;
        this.lastDueNanos = System.nanoTime();
        this.notBeforeNanos = lastDueNanos;
    }

    void begin() {
        from.handler(this::arrived);
        to.drainHandler(taken -> pump());
        from.resume();
    }

    /** Its source has ended: what is held still passes. */
    void sourceEnded() {
        sourceEnded = true;
        pump();
    }

    /** Nothing passes any more. */
    void stop() {
        over = true;
        held.clear();
    }

    private void arrived(Buffer bytes) {
        if (over) {
            return;
        }
        Toxic now = toxic.get();
        if (!now.equals(countedFor)) {
            countedFor = now;
            passed = 0;
        }
        int mayPass = (int) Math.min(bytes.length(), now.allowed() - passed);
        passed += mayPass;
        if (mayPass > 0) {
            hold(bytes.slice(0, mayPass), now);
        }
        if (mayPass < bytes.length()) {
            ending.because(now.rest());
        }
    }

    private void hold(Buffer bytes, Toxic now) {
        long due = System.nanoTime() + now.delay(random).toNanos();
        lastDueNanos = Math.max(lastDueNanos, due);
        held.add(new Held(lastDueNanos, bytes));
        heldBytes += bytes.length();
        if (heldBytes > MOST_HELD_BYTES) {
            from.pause();
        }
        pump();
    }

    private void pump() {
        if (pumping || over) {
            return;
        }
        while (!held.isEmpty() && !to.writeQueueFull()) {
            long wait = Math.max(held.element().dueNanos, notBeforeNanos) - System.nanoTime();
            if (wait > 0) {
                wakeIn(wait);
                return;
            }
            passOn(held.remove());
        }
        if (held.isEmpty() && sourceEnded) {
            ending.drained();
        }
    }

    private void wakeIn(long nanos) {
        pumping = true;
        long millis = (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        vertx.setTimer(
                millis,
                due -> {
                    pumping = false;
                    pump();
                });
    }

    private void passOn(Held first) {
        Toxic now = toxic.get();
        int piece = Math.min(now.pieceBytes(), first.bytes.length());
        if (piece < first.bytes.length()) {
            held.addFirst(new Held(first.dueNanos, first.bytes.slice(piece, first.bytes.length())));
        }
        heldBytes -= piece;
        notBeforeNanos = System.nanoTime() + now.pauseAfter(piece).toNanos();
        to.write(first.bytes.slice(0, piece));
        if (heldBytes <= MOST_HELD_BYTES / 2) {
            from.resume();
        }
    }
}
