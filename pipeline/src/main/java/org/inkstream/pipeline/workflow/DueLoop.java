package org.inkstream.pipeline.workflow;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins what is due: looks into the index every second and hands each entry to whoever works on
 * it, a bounded number at a time. Several processes may look into one index: the journal decides
 * who has a run. An entry stays in the index until its work is done, so that a process that dies
 * takes nothing with it. Used on one event loop.
 */
public final class DueLoop {
    private static final Logger LOGGER = LoggerFactory.getLogger(DueLoop.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** What somebody else works on, or what failed, is left alone for so long. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    /** Entries looked at in one turn; those in the air and left alone are among them. */
    private static final int LOOK = 500;

    private final DueStore store;
    private final Predicate<DueStore.Entry> mine;
    private final Function<DueStore.Entry, Future<Settlement>> work;
    private final int maxInTheAir;
    private final Timers timers;

    private final Set<String> inTheAir = new HashSet<>();
    private final Map<String, Long> leftAloneSince = new HashMap<>();
    private final Promise<Void> dry = Promise.promise();
    private Timers.Timer next = () -> false;
    private boolean looking;
    private boolean stopped;

    /**
     * @param mine which entries belong to this event loop
     * @param work completes with {@link Settlement.Done} when nothing of the entry is left to be
     *     done now; the worker itself removes or renews the entry
     * @param maxInTheAir entries worked on at once, at least 1
     */
    public DueLoop(
            DueStore store,
            Predicate<DueStore.Entry> mine,
            Function<DueStore.Entry, Future<Settlement>> work,
            int maxInTheAir,
            Timers timers) {
        this.store = store;
        this.mine = mine;
        this.work = work;
        this.maxInTheAir = maxInTheAir;
        this.timers = timers;
    }

    /** Looks every second, the first time after a second. */
    public void start() {
        next = timers.after(EVERY, this::turn);
    }

    /** Begins nothing more; completes when what is in the air has ended. */
    public Future<Void> drain() {
        stopped = true;
        next.cancel();
        completeWhenDry();
        return dry.future();
    }

    /** Entries that are worked on. */
    public int inTheAir() {
        return inTheAir.size();
    }

    private void turn() {
        looking = true;
        store.due(timers.now(), LOOK)
                .onSuccess(this::begin)
                .onFailure(
                        cause ->
                                LOGGER.atWarn()
                                        .addKeyValue("cause", cause.toString())
                                        .log("the index of due work could not be read"))
                .onComplete(
                        looked -> {
                            looking = false;
                            if (!stopped) {
                                start();
                            }
                            completeWhenDry();
                        });
    }

    private void begin(List<DueStore.Entry> due) {
        leftAloneSince.values().removeIf(since -> timers.since(since).compareTo(LEFT_ALONE) >= 0);
        for (DueStore.Entry entry : due) {
            if (stopped || inTheAir.size() >= maxInTheAir) {
                return;
            }
            if (mine.test(entry) && isFree(entry.id())) {
                begin(entry);
            }
        }
    }

    /** Begins an entry here and now, whoever it belongs to, unless this loop is full or ends. */
    public void beginHere(DueStore.Entry entry) {
        if (!stopped && inTheAir.size() < maxInTheAir && isFree(entry.id())) {
            begin(entry);
        }
    }

    private void begin(DueStore.Entry entry) {
        inTheAir.add(entry.id());
        workOn(entry).onComplete(ended -> ended(entry, ended));
    }

    private boolean isFree(String id) {
        return !inTheAir.contains(id) && !leftAloneSince.containsKey(id);
    }

    private Future<Settlement> workOn(DueStore.Entry entry) {
        try {
            return work.apply(entry);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    private void ended(DueStore.Entry entry, AsyncResult<Settlement> end) {
        inTheAir.remove(entry.id());
        if (end.failed() || !(end.result() instanceof Settlement.Done)) {
            leftAloneSince.put(entry.id(), timers.monotonicNanos());
        }
        if (end.failed()) {
            LOGGER.atWarn()
                    .addKeyValue("documentId", entry.documentId())
                    .addKeyValue("cause", String.valueOf(end.cause()))
                    .log("due work failed and will be tried again");
        }
        completeWhenDry();
    }

    private void completeWhenDry() {
        if (stopped && !looking && inTheAir.isEmpty()) {
            dry.tryComplete();
        }
    }
}
