package org.inkstream.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.gateway.EndpointParts;
import org.inkstream.agents.gateway.EstimateStore;
import org.inkstream.agents.gateway.GatewayServer;
import org.inkstream.agents.gateway.LocalGateway;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.app.service.SeenEndpoints;
import org.inkstream.config.GatewaySettings;
import org.inkstream.config.HttpSettings;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.inkstream.metrics.Metrics;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelSpec;
import org.inkstream.models.Route;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the management port of a gateway shows of a request to a real socket. */
class GatewayIsSeenTest {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics("test");
    private final Timers clock = new VertxTimers(vertx, vertx.getOrCreateContext());
    private final HttpClient http = HttpClient.newHttpClient();
    private GatewayServer door;
    private int port;

    @BeforeEach
    void start() {
        ScriptedModelServer server = ScriptedModelServer.start(vertx, Dialect.OLLAMA).await();
        EndpointSpec gpu =
                new EndpointSpec(
                        "gpu",
                        EndpointSpec.Kind.OLLAMA,
                        server.url(),
                        "",
                        4,
                        10,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5));
        SeenEndpoints seen = new SeenEndpoints(metrics, clock);
        LocalGateway gateway =
                LocalGateway.open(
                                vertx,
                                List.of(gpu),
                                new EndpointParts(
                                        EndpointOpener.of(ModelEndpoints.ofProcess()),
                                        () -> KeptAnswers.NONE,
                                        EstimateStore.NONE,
                                        seen))
                        .await();
        ModelSpec letters =
                new ModelSpec("letters", "gpu", "llama3.2", 8192, 512, 0, Duration.ZERO);
        door =
                GatewayServer.start(
                                vertx,
                                new GatewaySettings("", "127.0.0.1", 0, ""),
                                gateway,
                                new ModelCatalogue(
                                        Map.of("gpu", gpu),
                                        Map.of("letters", letters),
                                        Map.of(),
                                        Route.RULES_ONLY,
                                        Map.of()))
                        .await();
        port =
                GatewayHealth.of(
                                () -> door.isReady() ? Optional.empty() : Optional.of("ending"),
                                () -> new Health.Check("store", true, "here"),
                                seen,
                                clock)
                        .serve(vertx, new HttpSettings("127.0.0.1", 0, 0, 0), metrics)
                        .await()
                        .port();
    }

    @AfterEach
    void close() {
        vertx.close().await();
        metrics.close();
    }

    @Test
    void a_request_through_the_front_door_stands_in_the_scrape_with_what_it_took() {
        ask("{\"model\":\"letters\",\"prompt\":\"What of?\",\"stream\":false}");

        awaitScrape(
                "enrichment_endpoint_requests_total{endpoint=\"gpu\",outcome=\"answered\"} 1.0");
        awaitScrape("enrichment_endpoint_up{endpoint=\"gpu\"} 1.0");
        awaitScrape("enrichment_endpoint_model_resident{endpoint=\"gpu\",model=\"llama3.2\"} 1.0");
        String scrape = get("/metrics").body();

        assertThat(scrape)
                .contains("enrichment_endpoint_limit{endpoint=\"gpu\"} 4.0")
                .contains("enrichment_endpoint_running{endpoint=\"gpu\"} 0.0")
                .contains("enrichment_endpoint_models_loaded{endpoint=\"gpu\"}")
                .contains(
                        "enrichment_endpoint_wait_seconds_count{endpoint=\"gpu\",priority=\"normal\"} 1")
                .containsPattern(
                        "enrichment_gpu_seconds_total\\{endpoint=\"gpu\",model=\"llama3.2\"} [0-9.]*[1-9]");
    }

    @Test
    void its_parts_stand_in_health_and_it_is_not_ready_once_it_ends() {
        HttpResponse<String> before = get("/health");
        door.unready();

        assertThat(before.statusCode()).isEqualTo(200);
        JsonObject health = new JsonObject(before.body());
        assertThat(health.getString("status")).isEqualTo("UP");
        assertThat(health.getJsonObject("checks").fieldNames())
                .containsExactlyInAnyOrder(
                        "queue", "database", "endpoints", "apiQuota", "rateLimiter");
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    private void ask(String body) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + door.port() + "/api/generate"))
                        .POST(BodyPublishers.ofString(body))
                        .build();
        assertThat(http.sendAsync(request, BodyHandlers.ofString()).join().statusCode())
                .isEqualTo(200);
    }

    /** The queue tells every second how it stands. */
    private void awaitScrape(String line) {
        long began = clock.monotonicNanos();
        while (!get("/metrics").body().contains(line)) {
            assertThat(clock.monotonicNanos() - began).as(line).isLessThan(PATIENCE_NANOS);
        }
    }

    private HttpResponse<String> get(String path) {
        return http.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.ofString())
                .join();
    }
}
