package org.inkstream.loadtest.scenarios.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.agents.inference.RateLimits;
import org.inkstream.loadtest.peers.gpu.http.EngineKind;
import org.inkstream.loadtest.peers.gpu.http.ServerPlan;
import org.inkstream.loadtest.peers.gpu.http.SimulatedServer;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OurClientsTest {
    private static final JsonObject SCHEMA =
            new JsonObject()
                    .put("type", "object")
                    .put(
                            "properties",
                            new JsonObject().put("summary", new JsonObject().put("type", "string")))
                    .put("required", new JsonArray().add("summary"))
                    .put("additionalProperties", false);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({
        "OLLAMA, OLLAMA, rtx4090-llama3.2, llama3.2",
        "VLLM, OPENAI, h100-llama3.1-8b, meta-llama/Llama-3.1-8B-Instruct",
        "SGLANG, OPENAI, h100-llama3.1-8b, meta-llama/Llama-3.1-8B-Instruct",
        "CLAUDE, ANTHROPIC, claude, claude-sonnet-4-5"
    })
    void our_clients_take_a_simulated_server_for_a_real_one(
            EngineKind engine, EndpointSpec.Kind kind, String set, String model) {
        SimulatedServer server =
                SimulatedServer.start(vertx, ServerPlan.of(engine, set, 20, 1)).await();

        ModelAnswer answer = ask(kind, server.url(), model);

        assertThat(answer.stop()).isEqualTo(ModelAnswer.Stop.COMPLETE);
        assertThat(new JsonObject(answer.text()).getString("summary")).contains(" of 0a1b.");
        assertThat(answer.usage().tokens().output()).isPositive();
        assertThat(server.stats().await().finished()).isEqualTo(1);
        server.close().await();
    }

    private ModelAnswer ask(EndpointSpec.Kind kind, String url, String model) {
        Context loop = vertx.getOrCreateContext();
        EndpointSpec spec =
                new EndpointSpec(
                        "gpu", kind, url, "", 4, 10, Duration.ofSeconds(20), Duration.ofSeconds(5));
        ModelEndpoints endpoints = new ModelEndpoints(Map.of(), RateLimits.Listener.IGNORED);
        Promise<ModelEndpoint> opened = Promise.promise();
        loop.runOnContext(
                now -> opened.complete(endpoints.open(vertx, spec, new VertxTimers(vertx, loop))));
        // A client that nobody holds any more is closed by the garbage collector.
        ModelEndpoint endpoint = opened.future().await();
        Promise<ModelAnswer> answer = Promise.promise();
        loop.runOnContext(now -> endpoint.generate(request(model)).answer().onComplete(answer));
        Future<ModelAnswer> inTime = answer.future().timeout(20, TimeUnit.SECONDS);
        ModelAnswer came = inTime.await();
        endpoint.close().await();
        return came;
    }

    private static ModelRequest request(String model) {
        CallTag tag =
                new CallTag(
                        "key-1",
                        "generate_summary",
                        "doc-1",
                        "run-1",
                        "collection-1",
                        1,
                        0,
                        Duration.ofSeconds(20),
                        "run-1",
                        1);
        return new ModelRequest(
                new ModelSpec("local", "gpu", model, 8_192, 512, 0, Duration.ofMinutes(30)),
                new Prompt(
                        "You read letters.",
                        "Sum the letter up.",
                        "BEGIN DOCUMENT 0a1b\nLieber Otto, viele Grüße\nEND DOCUMENT 0a1b",
                        ""),
                "generate_summary",
                SCHEMA,
                tag);
    }
}
