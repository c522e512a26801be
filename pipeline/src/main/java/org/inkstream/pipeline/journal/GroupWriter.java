package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.time.Timers;

/**
 * Group commit: changes wait a moment for company, changes to one run become one write, and all go
 * in one bulk. One bulk is in the air at a time, so that the writes of a run keep their order.
 * Those whose changes were written together go on one after another, each in a turn of the event
 * loop of its own. Not thread-safe: one per event loop.
 */
final class GroupWriter {
    /**
     * Bounds one bulk, which is encoded in one turn of the event loop; what is more goes with the
     * next, which waits for no company.
     */
    private static final int MAX_BULK = 64;

    private final RunStore store;
    private final Timers timers;
    private final Duration window;
    private final Turns turns;

    private final Map<RunKey, Pending> waiting = new LinkedHashMap<>();
    private boolean bulkInTheAir;
    private boolean windowOpen;

    GroupWriter(RunStore store, Timers timers, Duration window) {
        this.store = store;
        this.timers = timers;
        this.window = window;
        this.turns = new Turns(timers);
    }

    /**
     * Completes when the change is durable; fails with {@link RunTakenOver} if the run was lost.
     */
    Future<Void> write(RunStore.Write change) {
        RunKey key = new RunKey(change.runId(), change.owner(), change.epoch());
        Pending pending =
                waiting.merge(key, new Pending(change, Promise.promise()), Pending::mergedWith);
        openWindow();
        return pending.kept.future();
    }

    private void openWindow() {
        if (windowOpen || bulkInTheAir) {
            return;
        }
        windowOpen = true;
        timers.after(waiting.size() < MAX_BULK ? window : Duration.ZERO, this::flush);
    }

    private void flush() {
        windowOpen = false;
        List<Pending> batch = takeBatch();
        if (batch.isEmpty()) {
            return;
        }
        bulkInTheAir = true;
        store.write(batch.stream().map(Pending::change).toList())
                .onComplete(
                        written -> {
                            bulkInTheAir = false;
                            if (!waiting.isEmpty()) {
                                openWindow();
                            }
                            if (written.succeeded()) {
                                settle(batch, written.result());
                            } else {
                                batch.forEach(one -> fail(one, written.cause()));
                            }
                        });
    }

    private List<Pending> takeBatch() {
        List<Pending> batch = new ArrayList<>(Math.min(waiting.size(), MAX_BULK));
        Iterator<Pending> oldest = waiting.values().iterator();
        while (oldest.hasNext() && batch.size() < MAX_BULK) {
            batch.add(oldest.next());
            oldest.remove();
        }
        return batch;
    }

    private void settle(List<Pending> batch, List<RunStore.Outcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            Pending one = batch.get(i);
            if (outcomes.get(i) == RunStore.Outcome.KEPT) {
                turns.add(one.kept::complete);
            } else {
                fail(one, new RunTakenOver(one.change.runId()));
            }
        }
    }

    private void fail(Pending one, Throwable why) {
        turns.add(() -> one.kept.fail(why));
    }

    private record RunKey(String runId, String owner, long epoch) {}

    private record Pending(RunStore.Write change, Promise<Void> kept) {
        /** The later change wins where both name a path; what it removes is not set first. */
        Pending mergedWith(Pending later) {
            JsonObject set = change.set();
            later.change.unset().forEach(gone -> removeBelow(set, gone));
            set.mergeIn(later.change.set());
            change.setOnInsert().mergeIn(later.change.setOnInsert());
            List<String> unset = new ArrayList<>(change.unset());
            unset.addAll(later.change.unset());
            return new Pending(
                    new RunStore.Write(
                            change.runId(),
                            change.owner(),
                            change.epoch(),
                            set,
                            change.setOnInsert(),
                            unset),
                    kept);
        }

        private static void removeBelow(JsonObject set, String path) {
            set.fieldNames().removeIf(name -> name.equals(path) || name.startsWith(path + "."));
        }
    }
}
