package org.inkstream.loadtest.jmh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.inkstream.agents.gateway.schedule.Ask;
import org.inkstream.agents.gateway.schedule.Ending;
import org.inkstream.agents.gateway.schedule.Schedule;
import org.inkstream.agents.gateway.schedule.Turn;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to decide which call an endpoint gets next, with a long queue that stays as long:
 * one call ends, one arrives, and turns are asked for until there is none.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScheduleBenchmark {
    private static final int TOOLS = 7;
    private static final int COLLECTIONS = 500;
    private static final int MODELS = 2;
    private static final int PRIORITIES = 3;
    private static final int SLOTS = 8;
    private static final int SEQUENCES = 64;

    /** Calls that wait. */
    @Param({"1000", "100000"})
    public int queued;

    @Param public Scheduling.Engine engine = Scheduling.Engine.SLOTS;

    private final List<Long> running = new ArrayList<>();
    private final Random random = new Random(1);
    private Schedule schedule = Schedule.of(spec(engine));
    private long calls;
    private long now;

    /** Fills the queue, and lets begin what may. */
    @Setup(Level.Trial)
    public void fill() {
        schedule = Schedule.of(spec(engine));
        for (int i = 0; i < queued; i++) {
            arrive();
        }
        decide();
    }

    /** One end, one arrival, and every decision that follows. */
    @Benchmark
    public int decision() {
        now += TimeUnit.MILLISECONDS.toNanos(1);
        if (!running.isEmpty()) {
            long ended = running.remove(random.nextInt(running.size()));
            schedule.ended(ended, new Ending.Answered(100, Duration.ZERO), now);
        }
        arrive();
        return decide();
    }

    private int decide() {
        int decisions = 0;
        Optional<Turn> turn = schedule.next(now);
        while (turn.isPresent()) {
            running.add(turn.get().id());
            decisions++;
            turn = schedule.next(now);
        }
        schedule.wakeAt(now);
        return decisions;
    }

    private void arrive() {
        long id = calls++;
        long document = id / TOOLS;
        Ask ask =
                new Ask(
                        id,
                        "m" + document % MODELS,
                        "d" + document,
                        TOOLS,
                        "c" + document % COLLECTIONS,
                        (int) (document % PRIORITIES),
                        "t" + id % TOOLS,
                        Duration.ZERO,
                        1_000,
                        100);
        schedule.arrive(ask, now);
    }

    private static EndpointSpec spec(Scheduling.Engine engine) {
        boolean slots = engine == Scheduling.Engine.SLOTS;
        return new EndpointSpec(
                "gpu",
                slots ? EndpointSpec.Kind.OLLAMA : EndpointSpec.Kind.OPENAI,
                "http://127.0.0.1:1",
                "",
                slots ? SLOTS : SEQUENCES,
                1_000_000,
                Duration.ofDays(1),
                Duration.ofSeconds(1),
                new Scheduling(
                        Scheduling.Order.GROUPS,
                        engine,
                        Duration.ofMinutes(2),
                        slots ? Duration.ofSeconds(10) : Duration.ZERO,
                        Duration.ofMillis(100)));
    }
}
