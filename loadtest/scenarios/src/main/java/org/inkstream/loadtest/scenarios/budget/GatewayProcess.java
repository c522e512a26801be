package org.inkstream.loadtest.scenarios.budget;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.agents.gateway.RemoteGateway;
import org.inkstream.loadtest.scenarios.system.JavaProcess;
import org.inkstream.loadtest.scenarios.system.Processes;

/**
 * {@code inkstream gateway} in a JVM of its own, and a client of it.
 *
 * @param client asks models through it
 */
record GatewayProcess(JavaProcess process, Gateway client) {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(40);

    /**
     * Returns at once, see {@link #awaitRunning}.
     *
     * @param name also that of its state folder
     */
    static JavaProcess start(Processes processes, String name, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("gateway.port", "0");
        all.put("http.gatewayPort", "0");
        all.put("instance.stateFolder", processes.folder().resolve(name).toString());
        List<String> arguments = new ArrayList<>(List.of("gateway"));
        all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Map<String, String> quiet = Map.of("INKSTREAM_LOG_LEVEL", "WARN");
        return processes.startLikeWorker(name, List.of(), quiet, Processes.INKSTREAM, arguments);
    }

    /** Blocks until it takes requests. */
    static GatewayProcess awaitRunning(Vertx vertx, JavaProcess process) {
        String address = process.awaitLine("http ", START);
        return new GatewayProcess(
                process, RemoteGateway.open(vertx, "http://" + address.strip()).await());
    }

    /** Asks it to end and blocks until it has. */
    void end() {
        if (process.isAlive()) {
            process.terminate(END);
        }
        client.close().await();
    }
}
