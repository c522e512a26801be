package org.inkstream.loadtest.peers.models;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets so many answers be made at once; the others wait in order of arrival. The bounds are set by
 * any thread; everything else happens on the server's event loop.
 */
final class Slots {
    private final Deque<Place> line = new ArrayDeque<>();
    private volatile int slots = Integer.MAX_VALUE;
    private volatile int mayWait = Integer.MAX_VALUE;
    private final AtomicInteger running = new AtomicInteger();
    private volatile int waiting;
    private boolean starting;

    /** One request's place: in the line, in a slot, or nowhere any more. */
    final class Place {
        private final Consumer<Duration> start;
        private long enteredNanos;
        private boolean waited;
        private boolean started;
        private boolean left;

        private Place(Consumer<Duration> start) {
            this.start = start;
        }

        /** Takes a slot, now or as soon as there is one. */
        void enter() {
            enteredNanos = System.nanoTime();
            line.add(this);
            startNext();
            waited = !started;
        }

        /** Gives the place up; whoever is next starts. May be called again without effect. */
        void leave() {
            if (left) {
                return;
            }
            left = true;
            if (started) {
                running.decrementAndGet();
            } else {
                line.remove(this);
            }
            startNext();
        }

        private void begin() {
            started = true;
            // Whoever found a slot free did not wait at all, whatever the clock says.
            long nanos = waited ? System.nanoTime() - enteredNanos : 0;
            start.accept(Duration.ofNanos(nanos));
        }
    }

    void bound(int atOnce) {
        this.slots = positive(atOnce);
    }

    /** How many may wait when all slots are taken. */
    void boundWaiting(int most) {
        this.mayWait = most;
    }

    /** Whether there is no slot for another request and no room to wait either. */
    boolean full() {
        return running.get() >= slots && line.size() >= mayWait;
    }

    /**
     * @param start called with the time waited once there is a slot
     */
    Place place(Consumer<Duration> start) {
        return new Place(start);
    }

    int running() {
        return running.get();
    }

    int waiting() {
        return waiting;
    }

    private void startNext() {
        // An answer that is over at once calls this while it is being started.
        if (!starting) {
            starting = true;
            while (running.get() < slots && !line.isEmpty()) {
                Place next = line.poll();
                running.incrementAndGet();
                next.begin();
            }
            starting = false;
        }
        waiting = line.size();
    }

    private static int positive(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one slot, got " + atOnce);
        }
        return atOnce;
    }
}
