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
    private final RunsInThisProcess here = new RunsInThisProcess();
    private final Heartbeat living = heartbeat("living");
    private boolean storeIsDown;

    private final Reconciler reconciler =
            new Reconciler(
                    this::unfinished,
                    due,
                    living.liveness(),
                    run -> here.liesIdle(run, living.me()),
                    timers,
                    AFTER,
                    EVERY,
                    told::add);

    @Test
    void what_an_owner_left_behind_is_taken_up_once_within_seconds_of_its_going() {
        reconciler.start();
        Heartbeat leaving = heartbeat("leaving");
        journal.add(run("accepted", "open", leaving.me().id(), timers.now()));
        timers.advance(AFTER);
        assertThat(due.entries).isEmpty();

        leaving.resign();
        timers.advance(Duration.ofSeconds(4));

        assertThat(due.entries.get("accepted").kind()).isEqualTo(DueStore.Kind.RECONCILE);
        assertThat(due.entries.get("accepted").dueAt()).isBeforeOrEqualTo(timers.now());
        assertThat(told).containsExactly("open");
    }

    @Test
    void what_a_killed_process_left_behind_is_taken_up_as_soon_as_its_beat_counts_as_dead() {
        owners.register("killed");
        timers.advance(Duration.ofSeconds(2));
        journal.add(run("accepted", "open", "killed#1", timers.now()));
        reconciler.start();
        timers.advance(Duration.ofSeconds(5));
        assertThat(due.entries).isEmpty();

        timers.advance(Duration.ofSeconds(7));

        assertThat(due.entries).containsOnlyKeys("accepted");
    }

    @Test
    void a_restart_under_the_same_name_takes_up_what_its_predecessor_had_at_once() {
        Heartbeat again = heartbeat("living");
        Reconciler successor =
                new Reconciler(
                        this::unfinished,
                        due,
                        again.liveness(),
                        run -> here.liesIdle(run, again.me()),
                        timers,
                        AFTER,
                        EVERY,
                        told::add);
        journal.add(run("accepted", "open", "living#1", timers.now()));

        successor.start();
        timers.advance(Duration.ofSeconds(3));

        assertThat(due.entries).containsOnlyKeys("accepted");
        successor.stop();
    }

    @Test
    void an_owner_that_came_back_to_life_and_goes_again_is_seen_to_go_again() {
        reconciler.start();
        Owner twice = owners.register("twice").result();
        timers.advance(Duration.ofSeconds(15));
        owners.beat(twice, 7);
        timers.advance(Duration.ofSeconds(4));
        journal.add(run("accepted", "open", twice.id(), timers.now()));
        assertThat(due.entries).isEmpty();

        timers.advance(Duration.ofSeconds(15));

        assertThat(due.entries).containsOnlyKeys("accepted");
    }

    @Test
    void a_run_whose_owner_nobody_knows_is_taken_up_once_it_is_old() {
        journal.add(run("abandoned", "open", "forgotten#1", began));
        reconciler.start();

        timers.advance(AFTER);
        assertThat(due.entries).isEmpty();
        timers.advance(EVERY.multipliedBy(3).plus(A_LOOK));

        assertThat(due.entries).containsOnlyKeys("abandoned");
        assertThat(told).containsExactly("open");
    }

    @Test
    void a_run_that_is_worked_on_is_never_touched_however_old_it_is() {
        Heartbeat other = heartbeat("other");
        journal.add(run("slow", "open", living.me().id(), began));
        journal.add(run("slow elsewhere", "open", other.me().id(), began));
        here.enter("slow", 0);
        reconciler.start();

        timers.advance(AFTER.multipliedBy(10));

        assertThat(due.entries).isEmpty();
    }

    @Test
    void an_old_run_of_our_own_that_was_put_down_here_is_taken_up() {
        journal.add(run("put down", "open", living.me().id(), began));
        here.enter("put down", 0);
        reconciler.start();
        timers.advance(AFTER.plus(EVERY));
        assertThat(due.entries).isEmpty();

        here.leave("put down");
        timers.advance(EVERY.plus(A_LOOK));

        assertThat(due.entries.get("put down").kind()).isEqualTo(DueStore.Kind.RECONCILE);
        assertThat(told).containsExactly("open");
    }

    @Test
    void a_young_run_of_our_own_is_left_to_its_source() {
        reconciler.start();
        timers.advance(AFTER);
        journal.add(run("retried", "open", living.me().id(), timers.now()));
        heartbeat("leaving").resign();

        timers.advance(EVERY.multipliedBy(2));

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
        timers.advance(A_LOOK);
        assertThat(due.entries).isEmpty();

        storeIsDown = false;
        timers.advance(A_LOOK);

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
