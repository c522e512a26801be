package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.inkstream.loadtest.scenarios.system.Poll;
import org.inkstream.loadtest.scenarios.system.TestLetters;

/** Sends the calls of a {@link DirectArm} and counts what comes of them. Used on one thread. */
final class DirectRun {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final DirectArm arm;
    private final Scene scene;
    private final List<SimulatedServer> servers;
    private final Questions questions;
    private final DirectClient client;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();

    DirectRun(DirectArm arm, Scene scene, List<SimulatedServer> servers) {
        this.arm = arm;
        this.scene = scene;
        this.servers = servers;
        this.questions = new Questions(scene.workload().tools());
        this.client = new DirectClient(questions, arm.layout());
    }

    Sample measure() {
        answered.set(0);
        wrong.set(0);
        int documents = scene.workload().documents();
        int tools = scene.workload().tools().size();
        Timeline timeline =
                new Timeline(this::counts, () -> answered.get() / tools, scene.scale(), LOOK);
        Progress progress = new Progress(scene.name(), documents, scene.progress());
        long begun = System.nanoTime();
        ask(
                0,
                documents,
                () -> {
                    timeline.lookIfDue();
                    progress.seen(answered.get() / tools);
                });
        return new Sample(
                documents,
                scene.scale(),
                (System.nanoTime() - begun) / 1e9 * scene.scale(),
                timeline.counts(),
                Double.NaN,
                Latencies.of(List.of(), scene.scale()),
                new Sample.Losses(0, 0, wrong.get(), 0),
                List.of(),
                Map.of(),
                timeline.moments());
    }

    /**
     * Blocks until all are answered.
     *
     * @param meanwhile called again and again
     */
    void ask(int first, int count, Runnable meanwhile) {
        Map<String, ExecutorService> lanes = new LinkedHashMap<>();
        for (int number = first; number < first + count; number++) {
            TestLetters.Event event = scene.letters().event(number);
            DirectClient.Letter letter =
                    new DirectClient.Letter(
                            event.documentId(), event.value().toJsonObject().getString("text"));
            scene.workload()
                    .toolsByModel()
                    .forEach(
                            (model, tools) ->
                                    tools.forEach(tool -> ask(lanes, model, tool, letter)));
        }
        lanes.values().forEach(ExecutorService::shutdown);
        while (!lanes.values().stream().allMatch(ExecutorService::isTerminated)) {
            meanwhile.run();
            Poll.pause();
        }
    }

    private void ask(
            Map<String, ExecutorService> lanes,
            String model,
            String tool,
            DirectClient.Letter letter) {
        String lane = arm.perAgent() ? questions.agent(tool) : "";
        lanes.computeIfAbsent(lane, fresh -> Executors.newFixedThreadPool(arm.callers()))
                .execute(() -> ask(model, tool, letter));
    }

    private void ask(String model, String tool, DirectClient.Letter letter) {
        int server = Math.floorMod(calls.getAndIncrement(), servers.size());
        Optional<JsonObject> answer =
                client.ask(
                        scene.servers().get(server).engine(),
                        servers.get(server).url(),
                        model,
                        tool,
                        letter);
        if (answer.isEmpty()) {
            wrong.incrementAndGet();
        }
        answered.incrementAndGet();
    }

    private PeerCounts counts() {
        return servers.stream()
                .map(SimulatedServer::counts)
                .reduce(PeerCounts.NONE, PeerCounts::plus);
    }
}
