package org.inkstream.pipeline.ops;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.time.Timers;

/**
 * Whether any process lives that takes up work, seen by beats that move: what stands in the store
 * of a process that died looks like life for ever. Used on one thread.
 */
final class Workers {
    private final OwnerStore owners;
    private final Timers timers;
    private final Duration patience;

    private Map<String, OwnerStore.Beat> last = Map.of();
    private long livedAtNanos;

    /**
     * @param patience how long no beat may move before all are gone
     */
    Workers(OwnerStore owners, Timers timers, Duration patience) {
        this.owners = owners;
        this.timers = timers;
        this.patience = patience;
        this.livedAtNanos = timers.monotonicNanos();
    }

    /** Whether no process has lived for so long; asks the store. */
    Future<Boolean> areGone() {
        return owners.beats().map(this::areGone);
    }

    private boolean areGone(Map<String, OwnerStore.Beat> now) {
        boolean moved =
                now.entrySet().stream()
                        .filter(one -> !one.getValue().resigned())
                        .anyMatch(one -> !one.getValue().equals(last.get(one.getKey())));
        if (moved) {
            livedAtNanos = timers.monotonicNanos();
        }
        last = Map.copyOf(now);
        return timers.since(livedAtNanos).compareTo(patience) >= 0;
    }
}
