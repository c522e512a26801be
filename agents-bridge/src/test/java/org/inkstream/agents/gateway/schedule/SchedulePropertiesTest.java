package org.inkstream.agents.gateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.schedule.Bench.ms;
import static org.inkstream.agents.gateway.schedule.Bench.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.inkstream.models.Scheduling;
import org.inkstream.models.Scheduling.Engine;
import org.inkstream.models.Scheduling.Order;

class SchedulePropertiesTest {
    @Property(tries = 400)
    void no_call_is_lost_or_sent_twice_and_the_limit_holds_whatever_happens(
            @ForAll long seed,
            @ForAll Engine engine,
            @ForAll @IntRange(min = 1, max = 6) int limit) {
        Random random = new Random(seed);
        boolean swaps = engine == Engine.SLOTS && random.nextBoolean();
        Scheduling scheduling =
                new Scheduling(
                        random.nextInt(5) == 0 ? Order.ARRIVAL : Order.GROUPS,
                        engine,
                        Duration.ofSeconds(20),
                        swaps ? Duration.ofSeconds(3) : Duration.ZERO,
                        Duration.ofMillis(100));
        Bench bench =
                new Bench(
                        spec(limit, scheduling),
                        new SlotServer(limit, ms(100), ms(1_000)),
                        ask -> ms(50 + 100 * (ask.id() % 7)));
        Set<Long> cancelled = new HashSet<>();
        List<Ask> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Ask ask =
                    bench.ask(
                            "d" + random.nextInt(12),
                            1 + random.nextInt(4),
                            "c" + random.nextInt(3),
                            random.nextInt(3) - 1,
                            "m" + random.nextInt(2),
                            random.nextInt(3));
            asked.add(ask);
            long at = ms(random.nextInt(20_000));
            bench.at(at, () -> bench.arrive(ask));
            if (random.nextInt(5) == 0) {
                cancelled.add(ask.id());
                bench.at(at + ms(random.nextInt(5_000)), () -> bench.cancel(ask.id()));
            }
        }

        bench.run();

        Set<Long> sent = new HashSet<>();
        bench.sent.forEach(one -> assertThat(sent.add(one.ask().id())).isTrue());
        assertThat(asked).allMatch(ask -> sent.contains(ask.id()) || cancelled.contains(ask.id()));
        assertThat(bench.most).isLessThanOrEqualTo(limit);
        assertThat(bench.waiting).isEmpty();
        assertThat(bench.running).isEmpty();
        assertThat(bench.schedule.wakeAt(bench.now)).isEqualTo(Schedule.NEVER);
        if (bench.schedule instanceof GroupSchedule groups) {
            // At most those for which a slot is kept, until somebody asks again.
            assertThat(groups.groups()).isLessThanOrEqualTo(limit);
        }
    }

    /**
     * A collection with ten times as many letters has no more of the server while both wait: from
     * when all have come, as until then slots were free, until the last of the small one is begun.
     */
    @Property(tries = 200)
    void collections_that_wait_get_the_same_within_twice_the_largest_document(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int slots) {
        Random random = new Random(seed);
        Bench bench =
                new Bench(
                        spec(slots, Bench.slots()),
                        new SlotServer(slots, 0, 0),
                        ask -> ms(100L * (1 + ask.tool().charAt(4) - '0')));
        Map<String, Long> costs = new HashMap<>();
        // What tools cost is known before it counts.
        for (int tool = 0; tool < 5; tool++) {
            bench.arrive(bench.ask("known", 1, "before", 9, "m", tool));
        }
        bench.run();
        for (int i = 0; i < 220; i++) {
            String collection = i % 11 == 0 ? "small" : "large";
            int size = 1 + random.nextInt(5);
            costs.put("d" + i, ms(100L * size * (size + 1) / 2));
            bench.document("d" + i, size, collection, 0, "m");
        }
        int before = bench.sent.size();
        bench.run();

        long largest = costs.values().stream().mapToLong(one -> one).max().orElseThrow();
        Map<String, Long> given = new HashMap<>(Map.of("small", 0L, "large", 0L));
        Set<String> begun = new HashSet<>();
        bench.sent.subList(0, before).forEach(one -> begun.add(one.ask().group()));
        long waiting =
                bench.sent.stream()
                        .filter(SchedulePropertiesTest::isSmall)
                        .map(one -> one.ask().group())
                        .filter(group -> !begun.contains(group))
                        .distinct()
                        .count();
        for (Bench.Sent one : bench.sent.subList(before, bench.sent.size())) {
            if (waiting == 0) {
                break;
            }
            if (begun.add(one.ask().group())) {
                given.merge(one.ask().collection(), costs.get(one.ask().group()), Long::sum);
                waiting -= isSmall(one) ? 1 : 0;
            }
            assertThat(Math.abs(given.get("small") - given.get("large")))
                    .isLessThanOrEqualTo(2 * largest);
        }
    }

    private static boolean isSmall(Bench.Sent one) {
        return one.ask().collection().equals("small");
    }

    /** Two calls of one document share the server only where no other document waits. */
    @Property(tries = 200)
    void calls_of_a_document_are_worked_on_one_after_another_while_others_wait(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int slots) {
        Random random = new Random(seed);
        int documents = 30;
        Bench bench =
                new Bench(
                        spec(slots, Bench.slots()),
                        new SlotServer(slots, ms(100), 0),
                        ask -> ms(50 + random.nextInt(300)));
        for (int i = 0; i < documents; i++) {
            bench.document("d" + i, 1 + random.nextInt(6), "c" + i % 3, 0, "m");
        }

        bench.run();

        Map<String, Long> lastBegin = new HashMap<>();
        Set<String> begun = new HashSet<>();
        // Before the second document came, the first had the server for itself.
        for (Bench.Sent one : bench.sent.subList(slots, bench.sent.size())) {
            String document = one.ask().group();
            begun.add(document);
            boolean othersWait = begun.size() < documents - slots - 1;
            Long end = lastBegin.put(document, one.to());
            if (othersWait && end != null) {
                assertThat(one.from()).isGreaterThanOrEqualTo(end);
            }
        }
    }
}
