package org.inkstream.loadtest.scenarios.chaos;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.loadtest.peers.faults.FaultProxy;
import org.inkstream.loadtest.scenarios.system.BackendProcess;
import org.inkstream.loadtest.scenarios.system.FaultyAgentProcess;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.inkstream.loadtest.scenarios.system.Tools;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/**
 * Three workers, their agent, broker and store, each in a process of its own, with a proxy in front
 * of each of the last three. Who watches goes past the proxies. Used on one thread.
 */
final class Stage implements AutoCloseable {
    static final int WORKERS = 3;
    static final String OUT = "document.enriched";
    static final String COSTS = "cost.recorded";
    static final String DEAD_LETTERS = "ocr.completed.dlq";
    static final String GROUP = "chaos";
    static final String DATABASE = "chaos";

    private static final String LOOPBACK = "127.0.0.1:";
    private static final List<String> AGENT_FAULTS =
            List.of("--overloaded", "3", "--fails", "2", "--garbles", "0", "--keyed", "EVEN");

    private final ChaosPlan plan;
    private final Processes processes = Processes.begin();
    private final Vertx vertx = Vertx.vertx();
    private final FaultProxy broker;
    private final FaultProxy store;
    private final FaultProxy agents;
    private final List<String> backendOptions;
    private final List<WorkerProcess> workers = new ArrayList<>();

    private BackendProcess backend;
    private FaultyAgentProcess agent;

    /** Blocks until everything runs. */
    Stage(ChaosPlan plan) {
        this.plan = plan;
        try {
            broker = FaultProxy.start(vertx, freePort(), plan.seed()).await();
            store = FaultProxy.start(vertx, 0, plan.seed() + 1).await();
            agents = FaultProxy.start(vertx, 0, plan.seed() + 2).await();
            backendOptions =
                    List.of(
                            "-Dinkstream.embedded.kafkaProxied=%d:%d"
                                    .formatted(broker.target(), broker.port()));
            backend = BackendProcess.start(processes, 0, 0, backendOptions);
            store.target(port(backend.storeUri()));
            agent = FaultyAgentProcess.start(processes, 0, agentOptions());
            agents.target(agent.port());
            for (int number = 0; number < WORKERS; number++) {
                workers.add(newWorker(number));
            }
            workers.forEach(WorkerProcess::awaitRunning);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    FaultProxy broker() {
        return broker;
    }

    FaultProxy store() {
        return store;
    }

    FaultProxy agents() {
        return agents;
    }

    /** Past the proxy. */
    String bootstrapServers() {
        return backend.bootstrapServers();
    }

    /** Past the proxy. */
    String storeUri() {
        return backend.storeUri();
    }

    BackendProcess backend() {
        return backend;
    }

    FaultyAgentProcess agent() {
        return agent;
    }

    WorkerProcess worker(int number) {
        return workers.get(number);
    }

    List<WorkerProcess> workers() {
        return List.copyOf(workers);
    }

    static String workerName(int number) {
        return "worker-" + (number + 1);
    }

    /** Returns before it runs. */
    void restartWorker(int number) {
        workers.set(number, newWorker(number));
    }

    /** Blocks until it serves again, on the same ports and with what it had. */
    void restartBackend() {
        backend =
                BackendProcess.start(
                        processes,
                        port(backend.bootstrapServers()),
                        port(backend.storeUri()),
                        backendOptions);
    }

    /** Blocks until it takes calls again, on the same port. */
    void restartAgent() {
        agent = FaultyAgentProcess.start(processes, agent.port(), agentOptions());
    }

    Processes processes() {
        return processes;
    }

    private WorkerProcess newWorker(int number) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka.bootstrapServers", LOOPBACK + broker.port());
        settings.put("kafka.groupId", GROUP);
        settings.put("store.uri", "mongodb://" + LOOPBACK + store.port());
        settings.put("store.database", DATABASE);
        // The last part of the path tells the agent who called.
        settings.put(
                "agents.url", "http://" + LOOPBACK + agents.port() + "/mcp/" + workerName(number));
        // What a worker leaves behind unnoticed must be found before the run is judged.
        settings.put("journal.reconcileAfter", "20s");
        settings.put("journal.reconcileEvery", "5s");
        settings.put("workflow.maxInFlight", "30");
        settings.put("workflow.tools", Tools.EIGHT);
        settings.put("quality.samplingShare", "0");
        return WorkerProcess.start(processes, workerName(number), Processes.INKSTREAM, settings);
    }

    private List<String> agentOptions() {
        List<String> options = new ArrayList<>(AGENT_FAULTS);
        options.addAll(
                List.of(
                        "--delay-ms",
                        Long.toString(plan.delay().toMillis()),
                        "--seed",
                        Long.toString(System.nanoTime())));
        return options;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("no free port on the loopback address", failure);
        }
    }

    /** Kills what still runs. */
    @Override
    public void close() {
        processes.close();
        vertx.close().await();
    }

    /** How long a worker may take to end after SIGTERM before it is a finding. */
    static Duration patience() {
        return Duration.ofSeconds(60);
    }
}
