package org.inkstream.loadtest.scenarios.overhead;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.inkstream.loadtest.scenarios.system.AgentProcess;
import org.inkstream.loadtest.scenarios.system.BackendProcess;
import org.inkstream.loadtest.scenarios.system.Broker;
import org.inkstream.loadtest.scenarios.system.JavaProcess;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.inkstream.loadtest.scenarios.system.Scraped;
import org.inkstream.loadtest.scenarios.system.TestLetters;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/** All variants under one load, one after the other, on a backend that is new. */
final class Round {
    private static final long SEED = 1_848;
    private static final int LETTER_BYTES = 2_500;
    private static final String TOPIC = "ocr.completed";
    private static final Set<String> READS =
            Set.of("journal.read", "results.read", "history.read", "owners.beats", "sweep.find");
    private static final Duration FINISH = Duration.ofMinutes(5);

    private final Load load;
    private final Map<String, String> more;
    private final Processes processes;
    private final AgentProcess agent;

    private Round(Load load, Map<String, String> more, Processes processes, AgentProcess agent) {
        this.load = load;
        this.more = Map.copyOf(more);
        this.processes = processes;
        this.agent = agent;
    }

    /**
     * @param variants to measure beside the floor
     * @param more settings of the worker
     * @param progress hears of each sample as soon as there is one
     */
    static RoundResult measure(
            Load load,
            Set<Variant> variants,
            Map<String, String> more,
            BiConsumer<Variant, Sample> progress) {
        try (Processes processes = Processes.begin()) {
            AgentProcess agent = AgentProcess.start(processes, load.delay());
            Round round = new Round(load, more, processes, agent);
            Map<Variant, Sample> samples = new EnumMap<>(Variant.class);
            samples.put(Variant.FLOOR, round.floor());
            progress.accept(Variant.FLOOR, samples.get(Variant.FLOOR));
            BackendProcess backend = BackendProcess.start(processes);
            new Broker(backend)
                    .publish(TOPIC, new TestLetters(SEED, LETTER_BYTES).oneByOne(load.documents()));
            for (Variant variant : variants) {
                Sample sample = round.worker(backend, variant);
                samples.put(variant, sample);
                progress.accept(variant, sample);
            }
            processes.done();
            return new RoundResult(samples);
        }
    }

    private Sample floor() {
        agent.reset();
        FloorPlan plan = new FloorPlan(load, agent.port(), SEED, LETTER_BYTES);
        JavaProcess floor =
                processes.startLikeWorker(
                        "floor",
                        List.of(),
                        Map.of(),
                        FloorClient.class.getName(),
                        List.of(plan.encode()));
        Window.End first = Window.End.at(load.mostWarmUpCalls(), agent, floor);
        Window.End last = Window.End.at(load.lastCall(first.calls()), agent, floor);
        Window window = Window.between(first, last);
        String[] quantiles = floor.awaitLine(FloorClient.FINISHED, FINISH).split(" ");
        Sample sample =
                new Sample(
                        first.calls() / Load.CALLS,
                        window.documentsPerSecond(),
                        window.cpuMicrosPerDocument(),
                        window.cpuMicrosByThreads(),
                        Double.parseDouble(quantiles[0]) - load.delay().toMillis(),
                        Double.parseDouble(quantiles[1]) - load.delay().toMillis(),
                        floor.peakRssBytes(),
                        documentsInTheAir(),
                        0,
                        Map.of(),
                        0);
        floor.kill();
        return sample;
    }

    private Sample worker(BackendProcess backend, Variant variant) {
        agent.reset();
        String name = variant.name().toLowerCase(Locale.ROOT);
        WorkerProcess worker =
                WorkerProcess.start(processes, name, backend, agent, settings(variant, name));
        worker.awaitRunning();
        long warm = WarmUp.await(load, agent, worker.process());
        Scraped before = worker.metrics();
        Window.End first = Window.End.at(warm, agent, worker.process());
        Window.End last = Window.End.at(load.lastCall(warm), agent, worker.process());
        Scraped counted = worker.metrics().since(before);
        backend.requireAlive();
        Sample sample =
                sample(warm / Load.CALLS, Window.between(first, last), counted, worker.process());
        worker.process().kill();
        return sample;
    }

    private Map<String, String> settings(Variant variant, String name) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("journal.enabled", Boolean.toString(variant == Variant.JOURNAL_ON));
        settings.put("workflow.tools", String.join(",", Load.TOOLS));
        settings.put("workflow.maxInFlight", Integer.toString(load.inFlight()));
        settings.put("agents.http2", Boolean.toString(load.http2()));
        settings.put("agents.connections", Integer.toString(load.connections()));
        // A group and a database of its own: both variants read the same letters from the start.
        settings.put("kafka.groupId", name);
        settings.put("store.database", name);
        settings.putAll(more);
        return settings;
    }

    private Sample sample(long warmUp, Window window, Scraped counted, JavaProcess process) {
        double documents = counted.sum("enrichment_documents_total");
        Map<String, Double> operations =
                counted.by("operation", "enrichment_store_operations_total");
        Map<String, Double> changes = new HashMap<>(operations);
        changes.putAll(counted.by("operation", "enrichment_store_shared_writes_total"));
        changes.computeIfPresent(
                "journal.write",
                (journal, bundles) -> counted.sum("enrichment_journal_changes_total"));
        return new Sample(
                warmUp,
                window.documentsPerSecond(),
                window.cpuMicrosPerDocument(),
                window.cpuMicrosByThreads(),
                addedMs(counted, 0.5),
                addedMs(counted, 0.99),
                process.peakRssBytes(),
                documentsInTheAir(),
                counted.sum("enrichment_agent_errors_total"),
                writes(changes, documents),
                operations.values().stream().mapToDouble(Double::doubleValue).sum() / documents);
    }

    /** What shares a round trip counts once for each letter in it. */
    private static Map<String, Double> writes(Map<String, Double> changes, double documents) {
        Map<String, Double> writes = new TreeMap<>();
        changes.forEach(
                (operation, count) -> {
                    if (count > 0 && !READS.contains(operation)) {
                        writes.put(operation, count / documents);
                    }
                });
        return writes;
    }

    private double addedMs(Scraped counted, double quantile) {
        return counted.quantile("enrichment_document_seconds", quantile) * 1_000
                - load.delay().toMillis();
    }

    private double documentsInTheAir() {
        return (double) agent.stats().maxInTheAir() / Load.CALLS;
    }
}
