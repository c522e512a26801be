package org.inkstream.pipeline.ingest.nsq.client;

import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.inkstream.time.Timers;

/**
 * What one connection has of the window. nsqd hears of a smaller one only after a while, so what a
 * connection had before counts for some time as taken. Not thread-safe: used on the consumer's
 * event loop.
 */
final class Share {
    /** RDY has no answer: by then nsqd has read it, and what it sent before has come. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final Timers.Timer NO_TIMER = () -> false;

    private final int largest;
    private final IntSupplier inFlight;
    private final IntConsumer ready;
    private final Timers timers;
    private int target;
    private int granted;
    private int had;
    private long heldSinceNanos;
    private long lastDeliveryNanos;
    private Timers.Timer grace = NO_TIMER;

    /**
     * @param largest window that nsqd allows this connection
     * @param ready tells nsqd
     */
    Share(int largest, IntSupplier inFlight, IntConsumer ready, Timers timers) {
        this.largest = largest;
        this.inFlight = inFlight;
        this.ready = ready;
        this.timers = timers;
    }

    int largest() {
        return largest;
    }

    /** What it is to have as soon as there is room. */
    int target() {
        return target;
    }

    void aim(int next) {
        if (target == 0 && next > 0) {
            heldSinceNanos = timers.monotonicNanos();
            lastDeliveryNanos = heldSinceNanos;
        }
        target = next;
    }

    void delivered(long atNanos) {
        lastDeliveryNanos = atNanos;
    }

    /**
     * Whether it had a place for so long, or without use for so long, that it is another's turn.
     */
    boolean hasHadItsTurn(Duration idle, Duration longest) {
        return target > 0
                && (timers.since(lastDeliveryNanos).compareTo(idle) >= 0
                        || timers.since(heldSinceNanos).compareTo(longest) >= 0);
    }

    int inFlight() {
        return inFlight.getAsInt();
    }

    /** What is in flight on it, or may be before nsqd has heard all that it was told. */
    int occupied() {
        return Math.max(had, committed());
    }

    /** What is in flight on it, or may be afterwards. */
    int committed() {
        return Math.max(inFlight(), granted);
    }

    /** The window that nsqd was told last. */
    int granted() {
        return granted;
    }

    /**
     * @param nowFree called when what it had before no longer counts
     */
    void lower(int to, Runnable nowFree) {
        had = Math.max(had, granted);
        grace.cancel();
        grace =
                timers.after(
                        GRACE,
                        () -> {
                            had = 0;
                            nowFree.run();
                        });
        grant(to);
    }

    void grant(int to) {
        granted = to;
        ready.accept(to);
    }

    void stop() {
        grace.cancel();
    }
}
