package org.inkstream.agents.gateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.schedule.Bench.ms;
import static org.inkstream.agents.gateway.schedule.Bench.spec;

import java.time.Duration;
import java.util.List;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling;
import org.junit.jupiter.api.Test;

class SlotScheduleTest {
    private static final Scheduling ARRIVAL =
            new Scheduling(
                    Scheduling.Order.ARRIVAL,
                    Scheduling.Engine.SLOTS,
                    Duration.ofMinutes(2),
                    Duration.ZERO,
                    Duration.ZERO);

    @Test
    void calls_of_a_document_go_one_after_another_while_another_document_waits() {
        Bench bench = bench(2);
        List.of("a", "b", "c", "d").forEach(name -> bench.document(name, 3, "c", 0, "m"));

        bench.run();

        // Before the second came, and after the third ended, there was nobody else.
        assertThat(documents(bench))
                .containsExactly("a", "a", "a", "b", "c", "b", "c", "b", "c", "d", "d", "d");
    }

    @Test
    void a_server_that_shows_its_slots_gets_a_document_for_each_of_them() {
        Bench bench = new Bench(asShown(), new SlotServer(4, ms(900), 0), ask -> ms(100));
        for (int i = 0; i < 40; i++) {
            bench.document("d" + i, 3, "c", 0, "m");
        }
        assertThat(bench.running).hasSize(1);

        bench.shows(4);
        assertThat(bench.running).hasSize(4);
        bench.runUntil(ms(10_000));
        bench.shows(2);
        bench.runUntil(ms(12_000));
        assertThat(bench.running).hasSize(2);
        bench.run();

        assertThat(bench.most).isEqualTo(4);
        assertThat(bench.sent).hasSize(120);
        // No document was taken from a slot that had read it: there still is one for each.
        assertThat(bench.sent.stream().filter(one -> one.to() - one.from() > ms(900))).hasSize(40);
    }

    @Test
    void the_settings_are_the_most_that_a_server_with_more_slots_gets() {
        Bench bench = bench(2);
        for (int i = 0; i < 8; i++) {
            bench.document("d" + i, 1, "c", 0, "m");
        }

        bench.shows(16);

        assertThat(bench.running).hasSize(2);
        assertThat(bench.schedule.most()).isEqualTo(2);
    }

    @Test
    void first_come_first_served_goes_by_the_slots_that_are_shown_too() {
        Schedule schedule = Schedule.of(asShown().scheduled(ARRIVAL));

        schedule.shows(3);

        assertThat(schedule.limit()).isEqualTo(3);
    }

    @Test
    void a_slot_that_no_document_needs_helps_the_one_that_has_most_to_do() {
        Bench bench = bench(3);

        bench.document("a", 6, "c", 0, "m");

        assertThat(documents(bench)).containsExactly("a", "a", "a");
    }

    @Test
    void a_slot_is_kept_free_for_announced_calls_but_not_for_long() {
        Bench bench = bench(1);
        bench.arrive(bench.ask("a", 3));
        bench.document("b", 1, "c", 0, "m");
        bench.at(ms(1_050), () -> bench.arrive(bench.ask("a", 3)));

        bench.run();

        assertThat(documents(bench)).containsExactly("a", "a", "b");
        assertThat(bench.sent.get(1).from()).isEqualTo(ms(1_050));
        assertThat(bench.sent.get(2).from()).isEqualTo(ms(2_150));
    }

    @Test
    void where_announced_calls_never_come_slots_are_no_longer_kept_for_them() {
        Bench bench = bench(1);
        for (int i = 0; i < 40; i++) {
            bench.arrive(bench.ask("d" + i, 2));
        }

        bench.run();

        long last = bench.sent.get(39).to();
        assertThat(last - ms(40_000)).isLessThan(ms(1_500));
    }

    /** Calls of all documents are mixed, as workflows send them that wait for other tools. */
    @Test
    void documents_together_take_far_less_time_than_calls_as_they_come() {
        long together = time(Bench.slots());
        long asTheyCome = time(ARRIVAL);

        assertThat((double) asTheyCome / together).isGreaterThan(1.4);
    }

    private static long time(Scheduling scheduling) {
        Bench bench = new Bench(spec(4, scheduling), new SlotServer(4, ms(300), 0), ask -> ms(150));
        for (int tool = 0; tool < 7; tool++) {
            for (int i = 0; i < 120; i++) {
                bench.arrive(bench.ask("d" + i, 7, "c", 0, "m", tool));
            }
        }
        bench.run();
        assertThat(bench.sent).hasSize(120 * 7);
        return bench.now;
    }

    @Test
    void the_more_urgent_goes_next_and_what_it_interrupts_goes_on_after_it() {
        Bench bench = bench(1);
        bench.document("batch", 3, "c", 0, "m");
        bench.document("other", 3, "c", 0, "m");
        bench.at(ms(500), () -> bench.document("now", 2, "c", 5, "m"));

        bench.run();

        assertThat(documents(bench))
                .containsExactly(
                        "batch", "now", "now", "batch", "batch", "other", "other", "other");
    }

    @Test
    void what_is_less_urgent_has_a_turn_when_it_was_passed_over_for_long() {
        Bench bench = bench(1);
        bench.document("low", 1, "c", 0, "m");
        bench.document("late", 1, "c", 0, "m");
        for (int i = 0; i < 400; i++) {
            bench.document("high" + i, 1, "c", 1, "m");
        }

        bench.runUntil(ms(130_000));

        assertThat(documents(bench)).contains("late");
        assertThat(documents(bench).indexOf("late")).isBetween(120, 126);
    }

    @Test
    void the_shorter_goes_first_among_those_that_came_together() {
        Bench bench = bench(1);
        bench.document("first", 1, "c", 0, "m");
        bench.document("long", 6, "c", 0, "m");
        bench.document("short", 1, "c", 0, "m");

        bench.run();

        assertThat(documents(bench).subList(1, 3)).containsExactly("short", "long");
    }

    @Test
    void a_server_with_fewer_slots_than_the_settings_say_is_sent_no_more_than_it_works_on() {
        SlotLimit limit = new SlotLimit(4);

        for (int i = 0; i < 64; i++) {
            Duration waits = Duration.ofSeconds(limit.calls() - 1);
            limit.answered(new Ending.Answered(1, waits), ms(1_000) * limit.calls(), true, 0);
        }

        assertThat(limit.calls()).isEqualTo(1);
    }

    @Test
    void a_server_that_has_more_slots_again_gets_more() {
        SlotLimit limit = new SlotLimit(4);
        for (int i = 0; i < 64; i++) {
            Duration waits = Duration.ofSeconds(limit.calls() - 1);
            limit.answered(new Ending.Answered(1, waits), ms(1_000) * limit.calls(), true, 0);
        }

        for (int i = 0; i < 600; i++) {
            limit.answered(new Ending.Answered(1, Duration.ZERO), ms(1_000), true, 0);
        }

        assertThat(limit.calls()).isEqualTo(4);
    }

    private static EndpointSpec asShown() {
        EndpointSpec spec = spec(1, Bench.slots());
        return new EndpointSpec(
                spec.name(),
                EndpointSpec.Kind.OPENAI,
                spec.url(),
                "",
                EndpointSpec.AS_SHOWN,
                spec.queue(),
                spec.longestWait(),
                spec.connectTimeout(),
                spec.scheduling());
    }

    private static Bench bench(int slots) {
        return new Bench(spec(slots, Bench.slots()), new SlotServer(slots, 0, 0), ask -> ms(1_000));
    }

    private static List<String> documents(Bench bench) {
        return bench.sent.stream().map(one -> one.ask().group()).toList();
    }
}
