package org.inkstream.loadtest.scenarios.gpu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Looks at servers in even steps, on the thread that calls it. */
final class Timeline {
    private final Supplier<PeerCounts> counts;
    private final IntSupplier documents;
    private final double scale;
    private final long step;
    private final PeerCounts first;
    private final long begun = System.nanoTime();
    private final List<Moment> moments = new ArrayList<>();
    private PeerCounts before;
    private long next;

    /**
     * @param counts of all servers together
     * @param step real time between two looks
     */
    Timeline(Supplier<PeerCounts> counts, IntSupplier documents, double scale, Duration step) {
        this.counts = counts;
        this.documents = documents;
        this.scale = scale;
        this.step = step.toNanos();
        this.first = counts.get();
        this.before = first;
        this.next = begun + this.step;
    }

    /** Cheap while nothing is due. */
    void lookIfDue() {
        if (System.nanoTime() >= next) {
            look();
            next = System.nanoTime() + step;
        }
    }

    private void look() {
        PeerCounts now = counts.get();
        PeerCounts since = now.since(before);
        before = now;
        moments.add(
                new Moment(
                        (System.nanoTime() - begun) / 1e9 * scale,
                        since.utilisation(),
                        since.promptTokens() > 0 ? since.hitShare() : Double.NaN,
                        now.since(first).loads(),
                        documents.getAsInt()));
    }

    /** What happened since the beginning. */
    PeerCounts counts() {
        return counts.get().since(first);
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }
}
