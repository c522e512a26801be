package org.inkstream.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final Duration AFTER = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofMinutes(2);
    private static final Duration A_LOOK = Duration.ofSeconds(30);

    private final VirtualTimers timers = new VirtualTimers();
    private final Instant began = timers.now();
    private final MemoryOwnerStore owners = new MemoryOwnerStore();
    private final MemoryDueStore due = new MemoryDueStore();
    private final List<UnfinishedRuns.Run> journal = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Heartbeat living = heartbeat("living");
    private boolean storeIsDown;

    private final Reconciler reconciler =
            new Reconciler(
                    this::unfinished, due, living.liveness(), timers, AFTER, EVERY, told::add);

    @Test
    void an_old_run_of_a_dead_owner_is_due_at_once_and_told_once() {
        heartbeat("gone").resign();
        journal.add(run("abandoned", "open", "gone#1", began));
        reconciler.start();

        timers.advance(AFTER);
        assertThat(due.entries).isEmpty();
        timers.advance(EVERY.multipliedBy(3).plus(A_LOOK));

        assertThat(due.entries.get("abandoned").kind()).isEqualTo(DueStore.Kind.RECONCILE);
        assertThat(due.entries.get("abandoned").dueAt()).isBeforeOrEqualTo(timers.now());
        assertThat(told).containsExactly("open");
    }

    @Test
    void a_run_of_a_living_owner_is_never_touched_however_old_it_is() {
        journal.add(run("slow", "open", living.me().id(), began));
        reconciler.start();

        timers.advance(AFTER.multipliedBy(10));

        assertThat(due.entries).isEmpty();
    }

    @Test
    void a_parked_run_gets_back_the_entry_that_it_lost_with_its_own_time() {
        Instant wakes = began.plus(Duration.ofHours(5));
        journal.add(
                new UnfinishedRuns.Run(
                        "sleeper", "letter", "collection", "parked", "gone#1", began, wakes));
        reconciler.start();

        timers.advance(AFTER.plus(EVERY).plus(A_LOOK));

        assertThat(due.entries.get("sleeper").kind()).isEqualTo(DueStore.Kind.RETRY);
        assertThat(due.entries.get("sleeper").dueAt()).isEqualTo(wakes);
    }

    @Test
    void an_entry_that_is_there_is_left_alone() {
        journal.add(run("sleeper", "parked", "gone#1", began));
        DueStore.Entry own =
                new DueStore.Entry(
                        "sleeper",
                        DueStore.Kind.RETRY,
                        "letter",
                        "collection",
                        began.plus(Duration.ofDays(1)),
                        new io.vertx.core.json.JsonObject());
        due.put(own);
        reconciler.start();

        timers.advance(AFTER.multipliedBy(2));

        assertThat(due.entries.values()).containsExactly(own);
        assertThat(told).isEmpty();
    }

    @Test
    void a_store_out_of_reach_is_asked_again_at_the_next_look() {
        heartbeat("gone").resign();
        journal.add(run("abandoned", "open", "gone#1", began.minus(AFTER)));
        storeIsDown = true;
        reconciler.start();
        timers.advance(EVERY.plus(A_LOOK));
        assertThat(due.entries).isEmpty();

        storeIsDown = false;
        timers.advance(EVERY.plus(A_LOOK));

        assertThat(due.entries).containsOnlyKeys("abandoned");
    }

    @Test
    void it_stops_in_the_middle_of_a_look_and_leaves_no_timer() {
        living.resign();
        timers.advance(Duration.ofMinutes(1));
        reconciler.start();
        timers.advance(EVERY.plus(Duration.ofSeconds(1)));

        reconciler.stop();
        timers.advance(Duration.ofSeconds(1));

        assertThat(timers.pending()).isZero();
    }

    private Future<List<UnfinishedRuns.Run>> unfinished(int slice, Instant openedBefore) {
        if (storeIsDown) {
            return Future.failedFuture("the store is out of reach");
        }
        return Future.succeededFuture(
                journal.stream()
                        .filter(
                                run ->
                                        Math.floorMod(run.id().hashCode(), UnfinishedRuns.SLICES)
                                                == slice)
                        .filter(run -> run.openedAt().isBefore(openedBefore))
                        .toList());
    }

    private Heartbeat heartbeat(String name) {
        return Heartbeat.start(
                        owners,
                        name,
                        timers,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(8),
                        () -> {})
                .result();
    }

    private static UnfinishedRuns.Run run(String id, String state, String owner, Instant openedAt) {
        return new UnfinishedRuns.Run(id, "letter", "collection", state, owner, openedAt, openedAt);
    }
}
