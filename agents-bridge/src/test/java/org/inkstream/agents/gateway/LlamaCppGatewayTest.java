package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.loadtest.peers.gpu.ParameterSet;
import org.inkstream.loadtest.peers.gpu.http.EngineKind;
import org.inkstream.loadtest.peers.gpu.http.ServerPlan;
import org.inkstream.loadtest.peers.gpu.http.SimulatedServer;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A llama.cpp server of which nobody has said how many slots it has, over real sockets. */
class LlamaCppGatewayTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int SLOTS = 3;

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedServer server =
            SimulatedServer.start(
                            vertx,
                            ServerPlan.of(EngineKind.LLAMACPP, ParameterSet.RTX4090, 20, 7)
                                    .slots(SLOTS))
                    .await();
    private LocalGateway gateway;

    /** With a server that has loaded its model: until then it says nothing of itself. */
    @BeforeEach
    void open() throws IOException, InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create(server.url() + "/health")).build();
        HttpClient client = HttpClient.newHttpClient();
        while (client.send(health, HttpResponse.BodyHandlers.ofString()).statusCode() != 200) {
            Thread.onSpinWait();
        }
        gateway = GatewayOverHttp.open(vertx, endpoint());
    }

    @AfterEach
    void close() {
        gateway.close().await();
        vertx.close().await();
    }

    @Test
    void it_is_asked_as_much_at_once_as_it_has_slots() {
        List<Future<ModelAnswer>> asked = new ArrayList<>();
        for (int letter = 0; letter < 12; letter++) {
            asked.add(
                    gateway.generate(
                                    ScriptEndpoint.letter("call " + letter, "letter " + letter, 1),
                                    CallProgress.IGNORED)
                            .answer());
        }

        inTime(Future.all(asked));

        assertThat(gateway.reports().await())
                .extracting(report -> report.load().limit())
                .containsExactly(SLOTS);
        // To load its model counts as one.
        assertThat(inTime(server.stats()).finished()).isEqualTo(12 + 1);
    }

    private static <T> T inTime(Future<T> future) {
        return future.timeout(LONG.toSeconds(), TimeUnit.SECONDS).await();
    }

    private EndpointSpec endpoint() {
        return new EndpointSpec(
                "gpu",
                EndpointSpec.Kind.OPENAI,
                server.url(),
                "",
                EndpointSpec.AS_SHOWN,
                1_000,
                LONG,
                Duration.ofSeconds(5),
                Scheduling.usual(EndpointSpec.Kind.OPENAI, server.url()));
    }
}
