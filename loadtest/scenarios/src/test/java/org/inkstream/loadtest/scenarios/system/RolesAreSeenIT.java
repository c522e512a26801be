package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.junit.jupiter.api.Test;

/** Each role as a process of its own has metrics and health at the port that it says. */
class RolesAreSeenIT {
    private static final Duration START = Duration.ofSeconds(60);

    @Test
    void a_gateway_and_an_agent_show_metrics_and_health() throws IOException {
        Vertx vertx = Vertx.vertx();
        try (Processes processes = Processes.begin()) {
            ScriptedModelServer gpu = ScriptedModelServer.start(vertx, Dialect.OLLAMA).await();
            JavaProcess gateway =
                    start(
                            processes,
                            "gateway",
                            "gateway.port=0",
                            "http.gatewayPort=0",
                            "inference.models=" + models(processes.folder(), gpu.url()));
            JavaProcess agent =
                    start(
                            processes,
                            "agents",
                            "http.agentsPort=0",
                            "instance.stateFolder=" + processes.folder().resolve("agent"));

            gateway.awaitLine("running", START);
            Endpoint seenGateway = management(gateway.awaitLine("health ", START));
            Endpoint seenAgent = management(agent.awaitLine("health ", START).split(" ", 2)[1]);

            for (Endpoint role : List.of(seenGateway, seenAgent)) {
                assertThat(role.get("/metrics")).contains("inkstream_build_info", "jvm_memory_");
                assertThat(new JsonObject(role.get("/health")).getString("status")).isEqualTo("UP");
                assertThat(new JsonObject(role.get("/health/live")).getString("status"))
                        .isEqualTo("UP");
                assertThat(new JsonObject(role.get("/health/ready")).getString("status"))
                        .isEqualTo("UP");
            }
            assertThat(seenGateway.get("/metrics"))
                    .contains("enrichment_endpoint_limit{endpoint=\"gpu\"} 2.0");
            processes.done();
        } finally {
            vertx.close().await();
        }
    }

    private static JavaProcess start(Processes processes, String role, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(role));
        if (role.equals("agents")) {
            arguments.addAll(List.of("--agent", "entity-agent", "--port", "0"));
        } else {
            arguments.addAll(
                    List.of("--set", "instance.stateFolder=" + processes.folder().resolve(role)));
        }
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return processes.start(role, Map.of(), Processes.INKSTREAM, arguments);
    }

    private static Endpoint management(String url) {
        return new Endpoint(url.strip().replaceFirst("/health$", ""));
    }

    private static Path models(Path folder, String url) throws IOException {
        return Files.writeString(
                folder.resolve("models.yaml"),
                """
                endpoints:
                  gpu:
                    kind: ollama
                    url: %s
                    concurrent: 2
                models:
                  local:
                    endpoint: gpu
                    model: llama3.2
                routes:
                  generate_summary: [local, rules]
                """
                        .formatted(url));
    }
}
