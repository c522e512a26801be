package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.inkstream.time.VirtualTimers;

/** Whatever arrives, is cancelled and goes wrong: the books balance, and all comes to one end. */
class EnginePropertiesTest {
    private static final Duration LONG = Duration.ofHours(2);
    private static final SlotsSetup SLOTS =
            new SlotsSetup(
                    List.of(Ends.model("a"), Ends.model("b"), Ends.model("c")),
                    3,
                    2,
                    2,
                    4,
                    600,
                    Duration.ofSeconds(1),
                    512);

    @Property(tries = 300)
    void slots(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int works,
            @ForAll @DoubleRange(max = 0.5) double faults) {
        check(seed, works, faults, (timers, chance) -> new SlotsEngine(SLOTS, timers, chance));
    }

    @Property(tries = 300)
    void pages(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int works,
            @ForAll @DoubleRange(max = 0.5) double faults,
            @ForAll PagedSetup.Policy policy) {
        PagedSetup setup = new PagedSetup(Ends.model("a"), 8, 1_600, 256, policy);
        check(seed, works, faults, (timers, chance) -> new PagedEngine(setup, timers, chance));
    }

    @Property(tries = 200)
    void api(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int works,
            @ForAll @DoubleRange(max = 0.5) double faults) {
        ApiSetup setup =
                ParameterSet.api(ParameterSet.CLAUDE).limits(40, 20_000, 8_000).overloaded(0.05);
        check(seed, works, faults, (timers, chance) -> new ApiEngine(setup, timers, chance));
    }

    private static void check(
            long seed, int works, double faults, BiFunction<VirtualTimers, Chance, Engine> make) {
        Random random = new Random(seed);
        VirtualTimers timers = new VirtualTimers();
        Engine engine = make.apply(timers, new Chance(seed, random.nextBoolean() ? 0 : 0.2));
        engine.faults().odds(FaultOdds.evenly(faults, Duration.ofSeconds(5)));
        List<Work> all = new ArrayList<>();
        AtomicInteger ends = new AtomicInteger();
        for (int number = 0; number < works; number++) {
            Work work = engine.submit(order(random, engine));
            work.ending().onSuccess(how -> ends.incrementAndGet());
            all.add(work);
            disturb(random, engine, all);
            timers.advance(Duration.ofMillis(random.nextInt(1_000)));
            engine.stats();
        }
        timers.advance(LONG);

        assertThat(all).allMatch(work -> work.ending().succeeded());
        assertThat(ends).hasValue(works);
        EngineStats stats = engine.stats();
        assertThat(stats.running() + stats.waiting()).isZero();
        assertThat(stats.kvUsage()).isZero();
        assertThat(timers.pending()).isZero();
        assertThat(answersAfterwards(engine, timers)).as("no slot has leaked").isTrue();
        engine.close();
        assertThat(timers.pending()).isZero();
    }

    private static Order order(Random random, Engine engine) {
        String model = model(random, engine);
        Prompt prompt =
                Prompt.of(
                        new Prompt.Part(random.nextInt(4), 40 + 10 * random.nextInt(4)),
                        new Prompt.Part(random.nextInt(20), 1 + random.nextInt(300)));
        return Order.of(model, prompt, 1 + random.nextInt(400))
                .maxTokens(1 + random.nextInt(400))
                .numCtx(random.nextInt(8) == 0 ? 300 : 0)
                .keepAlive(Duration.ofSeconds(random.nextInt(600)))
                .priority(random.nextInt(3))
                .breakpoints(1);
    }

    private static String model(Random random, Engine engine) {
        if (engine instanceof ApiEngine) {
            return "claude-sonnet-4-5";
        }
        return engine instanceof PagedEngine ? "a" : List.of("a", "b", "c").get(random.nextInt(3));
    }

    private static void disturb(Random random, Engine engine, List<Work> all) {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> all.get(random.nextInt(all.size())).cancel();
            case 4 -> engine.faults().slow(1 + random.nextInt(4), Duration.ofSeconds(7));
            case 5 -> engine.faults().crash(Duration.ofMillis(random.nextInt(500)));
            case 6 -> engine.faults().failLoads(1);
            default -> {
                // Most arrivals are quiet.
            }
        }
    }

    /** As many at once as there are slots, and one more. */
    private static boolean answersAfterwards(Engine engine, VirtualTimers timers) {
        engine.faults().odds(FaultOdds.NONE);
        engine.faults().failLoads(0);
        String model = model(new Random(0), engine);
        List<Work> works = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            works.add(engine.submit(Order.of(model, Ends.prompt(number, 100), 10)));
        }
        timers.advance(LONG);
        return works.stream()
                .map(work -> work.ending().result())
                .allMatch(
                        how ->
                                how instanceof Ending.Finished
                                        || (how instanceof Ending.Rejected rejected
                                                && rejected.status() == 529));
    }
}
