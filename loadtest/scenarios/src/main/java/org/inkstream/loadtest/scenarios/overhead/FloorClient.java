package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.inkstream.loadtest.scenarios.system.TestLetters;

/**
 * What the calls cost by themselves: a bare HTTP client in a JVM of its own that makes the calls of
 * a worker and does nothing else. It stays when it has finished, so that one can ask the operating
 * system about it.
 */
public final class FloorClient {
    /** Printed before the latencies. */
    static final String FINISHED = "finished ";

    private static final int DIFFERENT_LETTERS = 64;

    private FloorClient() {}

    /**
     * @param args a {@link FloorPlan}
     */
    public static void main(String[] args) {
        FloorPlan plan = FloorPlan.decode(args[0]);
        FloorRequests requests =
                new FloorRequests(new TestLetters(plan.seed(), plan.bytes()), DIFFERENT_LETTERS);
        AtomicInteger next = new AtomicInteger();
        List<FloorLoop> loops =
                IntStream.range(0, Load.loops())
                        .mapToObj(number -> new FloorLoop(plan, requests, next))
                        .toList();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(Load.loops()));
        PrintStream out = System.out;
        Future.all(loops.stream().map(vertx::deployVerticle).toList())
                .compose(deployed -> Future.all(loops.stream().map(FloorLoop::finished).toList()))
                .onComplete(
                        finished -> out.println(FINISHED + latencies(loops)),
                        failure -> {
                            failure.printStackTrace(out);
                            // Another thread: ending waits for the event loops.
                            new Thread(() -> System.exit(1), "floor-exit").start();
                        });
    }

    private static String latencies(List<FloorLoop> loops) {
        long[] sorted = Latencies.sorted(loops.stream().map(FloorLoop::latencies).toList());
        return Latencies.quantileMs(sorted, 0.5) + " " + Latencies.quantileMs(sorted, 0.99);
    }
}
