package org.inkstream.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class StandbyTest {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(8);

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryOwnerStore store = new MemoryOwnerStore();
    private final List<String> told = new ArrayList<>();

    @Test
    void the_first_has_the_name_at_once_and_the_second_waits_for_its_end() {
        Heartbeat first = standby("first").begin().result();
        Future<Heartbeat> second = standby("second").begin();
        timers.advance(Duration.ofMinutes(10));
        assertThat(first.me()).isEqualTo(new Owner("gateway", 1));
        assertThat(second.isComplete()).isFalse();
        assertThat(told).containsExactly("second stands by for gateway#1");

        first.resign();
        timers.advance(BEAT);

        assertThat(second.result().me()).isEqualTo(new Owner("gateway", 2));
    }

    @Test
    void who_stops_beating_is_followed_after_the_lease() {
        store.register("gateway");
        Future<Heartbeat> second = standby("second").begin();

        timers.advance(DEAD_AFTER.minus(BEAT));
        assertThat(second.isComplete()).isFalse();
        timers.advance(BEAT.multipliedBy(2));

        assertThat(second.result().me().incarnation()).isEqualTo(2);
    }

    @Test
    void of_two_that_stand_by_one_follows() {
        store.register("gateway");
        Future<Heartbeat> second = standby("second").begin();
        Future<Heartbeat> third = standby("third").begin();

        timers.advance(DEAD_AFTER.multipliedBy(3));

        assertThat(List.of(second.isComplete(), third.isComplete())).containsOnlyOnce(true);
        assertThat(told).noneMatch(one -> one.endsWith("deposed"));
    }

    @Test
    void who_is_followed_although_it_lives_is_told_within_a_beat() {
        standby("first").begin();

        store.register("gateway");
        timers.advance(BEAT);

        assertThat(told).containsExactly("first is deposed");
    }

    @Test
    void a_store_out_of_reach_makes_nobody_a_leader_and_is_asked_again() {
        store.register("gateway");
        Future<Heartbeat> second = standby("second").begin();
        timers.advance(BEAT);
        store.reachable(false);
        timers.advance(Duration.ofMinutes(10));
        assertThat(second.isComplete()).isFalse();

        store.reachable(true);
        timers.advance(BEAT.multipliedBy(2));

        // It stood still all the while, as far as anybody can see now.
        assertThat(second.isComplete()).isTrue();
    }

    @Test
    void who_is_stopped_takes_nothing_and_leaves_no_timer() {
        store.register("gateway");
        Standby standby = standby("second");
        Future<Heartbeat> second = standby.begin();

        standby.stop();
        timers.advance(Duration.ofMinutes(10));

        assertThat(second.isComplete()).isFalse();
        assertThat(timers.pending()).isZero();
    }

    private Standby standby(String who) {
        return new Standby(
                store,
                "gateway",
                timers,
                BEAT,
                DEAD_AFTER,
                () -> told.add(who + " is deposed"),
                holder -> told.add(who + " stands by for " + holder.id()));
    }
}
