package org.inkstream.loadtest.scenarios.soak;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.inkstream.loadtest.scenarios.chaos.HeapWatch;
import org.inkstream.loadtest.scenarios.chaos.Publisher;
import org.inkstream.loadtest.scenarios.system.BackendProcess;
import org.inkstream.loadtest.scenarios.system.Broker;
import org.inkstream.loadtest.scenarios.system.FaultyAgentProcess;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.inkstream.loadtest.scenarios.system.StoreView;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/** One worker that always has more to do than it can, and an agent that misbehaves. Used once. */
final class SoakScenario {
    private static final String DATABASE = "soak";
    private static final String DEAD_LETTERS = "ocr.completed.dlq";

    /** None of them needs another's result, see {@link Occupancy}. */
    private static final String TOOLS =
            "extract_document_type,extract_storage_info,determine_access_level,extract_people,"
                    + "extract_organizations,extract_locations,extract_events,extract_salutation";

    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final Duration SETTLING = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration HEAP_LOOK = Duration.ofSeconds(20);

    /** More letters come than can be worked on. */
    private static final double PRESSURE = 1.1;

    private final SoakPlan plan;
    private final Consumer<String> progress;

    SoakScenario(SoakPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Blocks until it is over. */
    SoakResult play() {
        try (Processes processes = Processes.begin()) {
            BackendProcess backend = BackendProcess.start(processes);
            FaultyAgentProcess agent = FaultyAgentProcess.start(processes, 0, agentOptions());
            WorkerProcess worker =
                    WorkerProcess.start(
                            processes, "worker", Processes.INKSTREAM, settings(backend, agent));
            worker.awaitRunning();
            SoakResult result = measure(backend, worker);
            processes.done();
            return result;
        }
    }

    private SoakResult measure(BackendProcess backend, WorkerProcess worker) {
        try (Publisher publisher =
                        new Publisher(
                                backend.bootstrapServers(),
                                plan.seed(),
                                plan.ideal() * PRESSURE,
                                plan.poisonOneIn());
                HeapWatch heap = new HeapWatch(HEAP_LOOK, () -> List.of(worker.process()));
                StoreView store = new StoreView(backend.storeUri(), DATABASE)) {
            progress.accept(
                    "%.2f letters/s are ideal with %d permits"
                            .formatted(plan.ideal(), plan.permits()));
            double rate = rate(worker);
            progress.accept("%.2f letters/s were measured".formatted(rate));
            publisher.finish();
            Set<String> left = awaitEnd(backend, store, publisher.accepted(), worker);
            heap.stop();
            return new SoakResult(
                    plan,
                    rate,
                    publisher.accepted(),
                    left,
                    new Broker(backend).keys(DEAD_LETTERS),
                    heap.slopes(),
                    worker.metrics().sum("enrichment_timers"));
        }
    }

    private double rate(WorkerProcess worker) {
        LockSupport.parkNanos(WARM_UP.toNanos());
        double before = ended(worker);
        long begun = System.nanoTime();
        LockSupport.parkNanos(plan.length().toNanos());
        double after = ended(worker);
        return (after - before) * 1e9 / (System.nanoTime() - begun);
    }

    private static double ended(WorkerProcess worker) {
        return worker.metrics().sum("enrichment_documents_total");
    }

    /**
     * @return what has not come to its end
     */
    private static Set<String> awaitEnd(
            BackendProcess backend, StoreView store, Set<String> accepted, WorkerProcess worker) {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        Broker broker = new Broker(backend);
        Set<String> left = new HashSet<>(accepted);
        while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
            worker.process().requireAlive();
            left.removeAll(store.enriched(left));
            left.removeAll(broker.keys(DEAD_LETTERS));
        }
        LockSupport.parkNanos(LOOK.toNanos());
        return left;
    }

    private Map<String, String> settings(BackendProcess backend, FaultyAgentProcess agent) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka.bootstrapServers", backend.bootstrapServers());
        settings.put("store.uri", backend.storeUri());
        settings.put("store.database", DATABASE);
        settings.put("agents.url", "http://127.0.0.1:" + agent.port() + "/mcp/worker");
        settings.put("workflow.maxInFlight", Integer.toString(plan.permits()));
        settings.put("workflow.maxResumed", Integer.toString(20 * plan.permits()));
        settings.put("workflow.tools", TOOLS);
        settings.put("workflow.longestCall", plan.timeout().toMillis() + "ms");
        // Every pause before a retry is longer, so that who waits holds no permit.
        settings.put("workflow.parkAfter", "100ms");
        // So many failures are no outage here.
        settings.put("agents.breaker.failures", "1000");
        settings.put("agents.breaker.window", "1s");
        settings.put("agents.retryBudget", "1");
        settings.put("quality.samplingShare", "0");
        return settings;
    }

    private List<String> agentOptions() {
        return List.of(
                "--delay-ms",
                Long.toString(plan.delay().toMillis()),
                "--hangs",
                Double.toString(plan.hangsPercent()),
                "--overloaded",
                Double.toString(plan.overloadedPercent()),
                "--retry-after",
                "1",
                "--seed",
                Long.toString(plan.seed()));
    }
}
