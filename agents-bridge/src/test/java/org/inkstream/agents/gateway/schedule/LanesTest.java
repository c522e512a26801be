package org.inkstream.agents.gateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.schedule.Bench.ms;
import static org.inkstream.agents.gateway.schedule.Bench.spec;

import java.time.Duration;
import org.inkstream.models.Scheduling;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);

    @Test
    void two_models_are_swapped_seldom_and_no_call_waits_much_longer_than_it_may() {
        SlotServer server = new SlotServer(4, ms(100), ms(10_000));
        Bench bench = bench(server, Scheduling.Order.GROUPS);
        for (int i = 0; i < 120; i++) {
            String name = "d" + i;
            bench.at(
                    ms(2_000L * i),
                    () -> {
                        bench.document(name, 4, "c", 0, "small");
                        bench.document(name, 3, "c", 0, "large");
                    });
        }

        bench.run();

        assertThat(bench.sent).hasSize(120 * 7);
        assertThat(server.swaps).isLessThanOrEqualTo(2 * (120 / 16 + 1) + 2);
        long longest =
                bench.sent.stream()
                        .mapToLong(one -> one.from() - bench.arrivedAt.get(one.ask().id()))
                        .max()
                        .orElseThrow();
        assertThat(Duration.ofNanos(longest)).isLessThan(MAX_WAIT.plusSeconds(60));
    }

    @Test
    void swapping_seldom_is_far_faster_than_taking_calls_as_they_come() {
        long together = time(Scheduling.Order.GROUPS);
        long asTheyCome = time(Scheduling.Order.ARRIVAL);

        assertThat((double) asTheyCome / together).isGreaterThan(1.8);
    }

    @Test
    void a_model_for_which_nothing_waits_makes_room_as_soon_as_it_has_nothing_to_do() {
        SlotServer server = new SlotServer(2, 0, ms(10_000));
        Bench bench = bench(server, Scheduling.Order.GROUPS);
        bench.document("a", 1, "c", 0, "small");
        bench.document("b", 1, "c", 0, "large");

        bench.run();

        assertThat(bench.sent.get(1).from()).isEqualTo(bench.sent.get(0).to());
    }

    @Test
    void an_urgent_call_for_another_model_lets_it_be_loaded_after_a_while() {
        SlotServer server = new SlotServer(1, 0, ms(10_000));
        Bench bench = bench(server, Scheduling.Order.GROUPS);
        for (int i = 0; i < 100; i++) {
            bench.document("d" + i, 1, "c", 0, "small");
        }
        bench.document("now", 1, "c", 9, "large");

        bench.runUntil(ms(40_000));

        assertThat(bench.sent).anyMatch(one -> one.ask().group().equals("now"));
    }

    private static long time(Scheduling.Order order) {
        Bench bench = bench(new SlotServer(4, ms(100), ms(10_000)), order);
        for (int i = 0; i < 60; i++) {
            bench.document("d" + i, 4, "c", 0, "small");
            bench.document("d" + i, 3, "c", 0, "large");
        }
        bench.run();
        assertThat(bench.sent).hasSize(60 * 7);
        return bench.now;
    }

    private static Bench bench(SlotServer server, Scheduling.Order order) {
        Scheduling scheduling =
                new Scheduling(
                        order,
                        Scheduling.Engine.SLOTS,
                        MAX_WAIT,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100));
        return new Bench(spec(4, scheduling), server, ask -> ms(1_000));
    }
}
