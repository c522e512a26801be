package org.inkstream.loadtest.scenarios.gpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/**
 * A worker with the gateway in it, as it is delivered.
 *
 * @param settings of the endpoint in the models file, such as {@code order} and {@code concurrent}
 * @param kills whether the first server is killed when half of the letters are enriched
 * @param offers which letters come when
 * @param inFlight letters in the air at once, beside urgent ones
 * @param asking how models are asked
 */
record PipelineArm(
        String name,
        String what,
        Map<String, String> settings,
        boolean kills,
        Function<Scene, List<Offer>> offers,
        int inFlight,
        Asking asking)
        implements Arm {
    private static final int CONTEXT = 8_192;
    private static final int IN_FLIGHT = 2_000;
    private static final Duration DRAIN = Duration.ofSeconds(60);

    /**
     * How models are asked.
     *
     * @param longestAnswer in tokens
     * @param together groups of tools that are asked together
     */
    record Asking(int longestAnswer, List<List<String>> together) {
        /** As it is where nothing is set. */
        static final Asking USUAL = new Asking(2_048, List.of());
    }

    PipelineArm {
        settings = new LinkedHashMap<>(settings);
    }

    /** All servers live. */
    PipelineArm(
            String name,
            String what,
            Map<String, String> settings,
            Function<Scene, List<Offer>> offers) {
        this(name, what, settings, false, offers);
    }

    /** With everything in the air, asked as usual. */
    PipelineArm(
            String name,
            String what,
            Map<String, String> settings,
            boolean kills,
            Function<Scene, List<Offer>> offers) {
        this(name, what, settings, kills, offers, IN_FLIGHT, Asking.USUAL);
    }

    /** The same arm with so many letters in the air. */
    PipelineArm inFlight(int letters) {
        return new PipelineArm(name, what, settings, kills, offers, letters, asking);
    }

    /** The same arm with models that are asked otherwise. */
    PipelineArm asking(String otherName, String otherWhat, Asking other) {
        return new PipelineArm(otherName, otherWhat, settings, kills, offers, inFlight, other);
    }

    @Override
    public Sample play(Scene scene) {
        List<SimulatedServer> servers = scene.startServers();
        WorkerProcess worker = start(scene, servers);
        try {
            worker.awaitRunning();
            return new PipelineRun(scene, servers, worker, kills).play(offers.apply(scene));
        } finally {
            if (worker.process().isAlive()) {
                worker.process().terminate(DRAIN);
            }
            servers.stream().filter(SimulatedServer::isAlive).forEach(SimulatedServer::kill);
        }
    }

    private WorkerProcess start(Scene scene, List<SimulatedServer> servers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("kafka.bootstrapServers", scene.backend().bootstrapServers());
        all.put("store.uri", scene.backend().storeUri());
        all.put("store.database", scene.name());
        all.put("inference.models", modelsFile(scene, servers).toString());
        all.put("workflow.tools", String.join(",", scene.workload().tools()));
        all.put("workflow.maxInFlight", Integer.toString(inFlight));
        all.put("kafka.urgentTopic", Offer.URGENT_TOPIC);
        all.put("workflow.reuse", "false");
        // A backlog waits as long as it must.
        all.put("agents.waitDeadline", "24h");
        all.put("agents.breaker.failures", "1000");
        all.put("quality.samplingShare", "0");
        return WorkerProcess.start(scene.processes(), scene.name(), Processes.WATCHED, all);
    }

    private Path modelsFile(Scene scene, List<SimulatedServer> servers) {
        Path file = scene.processes().folder().resolve(scene.name() + "-models.yaml");
        try {
            return Files.writeString(file, models(scene, servers).yaml());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    private ModelsFile models(Scene scene, List<SimulatedServer> servers) {
        ModelsFile.Endpoint endpoint =
                new ModelsFile.Endpoint(
                        "gpu0",
                        scene.servers().get(0).engine().kind(),
                        servers.stream().map(SimulatedServer::url).toList(),
                        endpoint());
        List<ModelsFile.Model> models = new ArrayList<>();
        scene.workload()
                .toolsByModel()
                .forEach(
                        (model, tools) ->
                                models.add(
                                        new ModelsFile.Model(
                                                "m" + models.size(),
                                                "gpu0",
                                                model,
                                                CONTEXT,
                                                tools)));
        return new ModelsFile(List.of(endpoint), models, asking.longestAnswer(), asking.together());
    }

    private Map<String, String> endpoint() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("queue", "100000");
        all.put("longestWait", "24h");
        return all;
    }
}
