package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.money.ModelUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two gateways that share a store and a lease. */
class StandbyGatewayIT {
    private static final Duration START = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whoever_stands_by_follows_the_one_that_was_killed_and_knows_what_it_has_bought()
            throws IOException {
        try (Processes processes = Processes.begin()) {
            BackendProcess backend = BackendProcess.start(processes);
            ModelProcess model = ModelProcess.start(processes, Dialect.OLLAMA, "--delay-ms", "10");
            Path models = KeyedQuestion.modelsFile(processes, model);
            JavaProcess first = gateway(processes, backend, models, "first");
            String serving = url(first);
            JavaProcess second = gateway(processes, backend, models, "second");
            second.awaitLine("standby", START);
            assertThat(ready(second)).isFalse();
            ModelAnswer bought = KeyedQuestion.ask(vertx, serving, false).await();

            first.kill();
            String both = serving + "," + url(second);
            ModelAnswer again = KeyedQuestion.ask(vertx, both, true).await();

            assertThat(ready(second)).isTrue();
            assertThat(again.text()).isEqualTo(bought.text());
            assertThat(again.usage().standing()).isEqualTo(ModelUsage.Standing.AGAIN);
            assertThat(model.stats().getInteger("requests")).isEqualTo(1);

            JavaProcess third = gateway(processes, backend, models, "third");
            third.awaitLine("standby", START);
            second.terminate(START);
            url(third);
            processes.done();
        }
    }

    private static boolean ready(JavaProcess gateway) {
        String health = gateway.awaitLine("health ", START).replace("/health", "");
        try {
            new Endpoint(health).get("/health/ready");
            return true;
        } catch (IllegalStateException unavailable) {
            assertThat(unavailable).hasMessageContaining("status 503");
            return false;
        }
    }

    private static JavaProcess gateway(
            Processes processes, BackendProcess backend, Path models, String name) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("gateway.port", "0");
        settings.put("gateway.lease", "gpu");
        settings.put("http.gatewayPort", "0");
        settings.put("store.uri", backend.storeUri());
        settings.put("inference.models", models.toString());
        settings.put("journal.beat", "200ms");
        settings.put("journal.deadAfter", "2s");
        settings.put("instance.stateFolder", processes.folder().resolve(name).toString());
        List<String> arguments = new ArrayList<>(List.of("gateway"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return processes.start(name, Map.of(), Processes.INKSTREAM, arguments);
    }

    private static String url(JavaProcess gateway) {
        return "http://" + gateway.awaitLine("http ", START);
    }
}
