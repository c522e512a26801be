package org.inkstream.app.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.hub.Hub;
import org.inkstream.agents.hub.HubListener;
import org.inkstream.app.service.Await;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BuiltInAgentTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int READY = 200;
    private static final int NOT_READY = 503;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final Settings settings = Settings.loader().override(Map.of("hub.port", "0")).load();
    private final Hub hub =
            Await.done(
                    "starting",
                    LIMIT,
                    Hub.start(
                            vertx,
                            settings.hub(),
                            settings.agents(),
                            ToolCatalogue.packaged(),
                            HubListener.SILENT,
                            KeptAnswers.NONE,
                            request -> request.response().setStatusCode(404).end()));
    private final BuiltInAgent agent = new BuiltInAgent("metadata-agent", settings);
    private final int port = agent.manage("127.0.0.1", 0);

    @AfterEach
    void close() {
        agent.close();
        Await.done("closing", LIMIT, vertx.close());
    }

    @Test
    void an_agent_is_ready_while_a_hub_has_its_tools() throws Exception {
        agent.register(HubAddress.of("ws://127.0.0.1:" + hub.port()).socket(""), 1);
        awaitReadiness(READY);

        Await.done("draining", LIMIT, hub.drain(Duration.ZERO));

        awaitReadiness(NOT_READY);
        assertThat(ask("/health/live"))
                .as("a restart would not bring the hub back")
                .isEqualTo(READY);
    }

    @Test
    void an_agent_that_serves_by_itself_is_ready_at_once() throws Exception {
        agent.serve(0, settings);

        assertThat(ask("/health/ready")).isEqualTo(READY);
        assertThat(ask("/metrics")).isEqualTo(READY);
    }

    private void awaitReadiness(int status) throws Exception {
        long began = System.nanoTime();
        while (ask("/health/ready") != status) {
            assertThat(System.nanoTime() - began).isLessThan(LIMIT.toNanos());
            Thread.onSpinWait();
        }
    }

    private int ask(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
