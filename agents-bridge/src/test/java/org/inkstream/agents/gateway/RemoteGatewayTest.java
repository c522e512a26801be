package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.answers.MemoryAnswers;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.GatewaySettings;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelSpec;
import org.inkstream.models.Route;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway in another process, over real sockets. */
class RemoteGatewayTest {
    private static final EndpointSpec ENDPOINT = ScriptEndpoint.spec(1, 1);
    private static final ModelCatalogue MODELS =
            new ModelCatalogue(
                    Map.of("gpu", ENDPOINT),
                    Map.of("local", ScriptEndpoint.MODEL),
                    Map.of(),
                    Route.RULES_ONLY,
                    Map.of());

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<ModelRequest> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<ModelRequest> aborted = new LinkedBlockingQueue<>();
    private final ScriptEndpoint script = new ScriptEndpoint();
    private final MemoryAnswers memory =
            new MemoryAnswers(new VirtualTimers(), Duration.ofHours(1), 10);
    private final Promise<Void> durable = Promise.promise();
    private final KeptAnswers kept =
            new KeptAnswers() {
                @Override
                public Future<Optional<JsonObject>> find(String id) {
                    return memory.find(id);
                }

                @Override
                public Future<Void> keep(String id, String documentId, JsonObject answer) {
                    return memory.keep(id, documentId, answer).onSuccess(durable::tryComplete);
                }
            };
    private volatile Context loop;
    private GatewayServer server;
    private RemoteGateway gateway;

    @BeforeEach
    void start() {
        LocalGateway local =
                LocalGateway.open(
                                vertx,
                                List.of(ENDPOINT),
                                new EndpointParts(
                                        (on, spec, timers) -> noticing(Vertx.currentContext()),
                                        () -> kept))
                        .await();
        server =
                GatewayServer.start(
                                vertx, new GatewaySettings("", "127.0.0.1", 0, ""), local, MODELS)
                        .await();
        gateway = RemoteGateway.open(vertx, url()).await();
    }

    @AfterEach
    void close() {
        gateway.close().await();
        vertx.close().await();
    }

    @Test
    void an_answer_comes_with_its_usage_and_is_told_of_on_its_way() throws InterruptedException {
        Generation first = gateway.generate(ScriptEndpoint.request("a"), hearing("a"));
        assertThat(next(heard)).isEqualTo("a dispatched");
        Generation second = gateway.generate(ScriptEndpoint.request("b"), hearing("b"));
        assertThat(next(heard)).isEqualTo("b queued");

        answerOne();
        assertThat(next(heard)).isEqualTo("b dispatched");
        answerOne();

        assertThat(first.answer().await())
                .usingRecursiveComparison()
                .ignoringFields("usage.requestId")
                .isEqualTo(ScriptEndpoint.answer("{\"summary\":\"\u00e9\"}"));
        assertThat(second.answer().await().usage().outputTokens()).isEqualTo(20);
        assertThat(next(sent)).isEqualTo(ScriptEndpoint.request("a"));
    }

    @Test
    void giving_up_stops_the_generation_at_the_server() throws InterruptedException {
        Generation generation = gateway.generate(ScriptEndpoint.request("a"), hearing("a"));
        next(heard);

        generation.abort();

        assertThat(next(aborted)).isEqualTo(ScriptEndpoint.request("a"));
        assertThat(failure(generation).errorClass()).isEqualTo(ErrorClass.CONNECTION);
    }

    @Test
    void a_connection_that_is_closed_over_http_1_stops_the_generation_too()
            throws InterruptedException {
        HttpClientAgent client = vertx.createHttpClient();
        HttpClientRequest request =
                client.request(HttpMethod.POST, server.port(), "127.0.0.1", GatewayWire.PATH)
                        .await();
        Buffer body = GatewayWire.request(ScriptEndpoint.request("a"));
        request.send(body).await();
        next(sent);

        client.close().await();

        assertThat(next(aborted)).isNotNull();
    }

    @Test
    void whoever_lost_the_connection_finds_the_answer_kept() throws InterruptedException {
        RemoteGateway dying = RemoteGateway.open(vertx, url()).await();
        dying.generate(ScriptEndpoint.request("a"), hearing("a"));
        next(heard);

        dying.close().await();
        answerOne();
        awaitKept();
        Generation again =
                gateway.generate(askedBefore(ScriptEndpoint.request("a")), CallProgress.IGNORED);

        assertThat(again.answer().await().usage().standing()).isEqualTo(ModelUsage.Standing.AGAIN);
        assertThat(aborted).isEmpty();
        assertThat(sent).hasSize(1);
    }

    @Test
    void a_gateway_that_dies_with_a_dispatched_request_leaves_the_most_that_it_can_cost()
            throws InterruptedException {
        Generation lost = gateway.generate(ScriptEndpoint.request("a"), hearing("a"));
        next(heard);

        server.close().await();

        assertThat(failure(lost).usage())
                .containsExactly(ScriptEndpoint.request("a").atMost("ollama"));
    }

    @Test
    void the_class_of_a_failure_and_when_to_come_again_survive_the_way()
            throws InterruptedException {
        gateway.generate(ScriptEndpoint.request("a"), hearing("a"));
        next(heard);
        gateway.generate(ScriptEndpoint.request("b"), hearing("b"));
        next(heard);

        CallFailure refused =
                failure(gateway.generate(ScriptEndpoint.request("c"), CallProgress.IGNORED));

        assertThat(refused.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(refused.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_model_of_which_the_two_processes_have_read_different_things_is_refused() {
        ModelRequest asked = ScriptEndpoint.request("a");
        ModelSpec other = new ModelSpec("local", "gpu", "mixtral", 8192, 2048, 0, Duration.ZERO);

        CallFailure refused =
                failure(
                        gateway.generate(
                                new ModelRequest(
                                        other,
                                        asked.prompt(),
                                        asked.schemaName(),
                                        asked.schema(),
                                        asked.tag()),
                                CallProgress.IGNORED));

        assertThat(refused.errorClass()).isEqualTo(ErrorClass.REFUSED);
        assertThat(refused).hasMessageContaining("models file");
    }

    @Test
    void what_a_failed_generation_used_survives_the_way() {
        CallFailure failure =
                new CallFailure(ErrorClass.OVERLOADED, "busy")
                        .withUsage(List.of(ScriptEndpoint.answer("").usage()));

        CallFailure heard = GatewayWire.error(GatewayWire.error(failure));

        assertThat(heard.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(heard.usage()).isEqualTo(failure.usage());
    }

    @Test
    void a_gateway_that_is_gone_is_a_failed_connection() {
        server.close().await();

        Generation generation = gateway.generate(ScriptEndpoint.request("a"), CallProgress.IGNORED);

        assertThat(failure(generation).errorClass()).isEqualTo(ErrorClass.CONNECTION);
    }

    @Test
    void it_shows_its_load_and_its_health() throws InterruptedException {
        gateway.generate(ScriptEndpoint.request("a"), hearing("a"));
        next(heard);

        assertThat(get("/endpoints").getJsonArray("endpoints"))
                .containsExactly(
                        new EndpointReport(new EndpointLoad("gpu", 1, 1, 0), List.of(), Map.of())
                                .toJson());
        assertThat(get("/health/live").getString("status")).isEqualTo("up");
        assertThat(get("/health/ready").getString("status")).isEqualTo("up");
    }

    private String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private void awaitKept() {
        durable.future().await();
    }

    private static ModelRequest askedBefore(ModelRequest asked) {
        JsonObject tag = asked.tag().toJson().put("askedBefore", true);
        return new ModelRequest(
                asked.model(),
                asked.prompt(),
                asked.schemaName(),
                asked.schema(),
                CallTag.fromJson(asked.tag().tool(), tag));
    }

    private JsonObject get(String path) {
        HttpClientAgent client = vertx.createHttpClient();
        Promise<JsonObject> body = Promise.promise();
        // On a loop, where nothing of the answer can come before somebody listens.
        vertx.runOnContext(
                now ->
                        client.request(HttpMethod.GET, server.port(), "127.0.0.1", path)
                                .compose(
                                        request -> request.send().compose(HttpClientResponse::body))
                                .map(Buffer::toJsonObject)
                                .onComplete(body));
        return body.future().await();
    }

    /** The script is used on the endpoint's loop only; tests hear through queues. */
    private ModelEndpoint noticing(Context endpointLoop) {
        loop = endpointLoop;
        return new ModelEndpoint() {
            @Override
            public Generation generate(ModelRequest request) {
                Generation inner = script.generate(request);
                sent.add(request);
                return new Generation() {
                    @Override
                    public Future<ModelAnswer> answer() {
                        return inner.answer();
                    }

                    @Override
                    public void abort() {
                        aborted.add(request);
                        inner.abort();
                    }
                };
            }

            @Override
            public Future<Void> close() {
                return script.close();
            }
        };
    }

    private void answerOne() {
        loop.runOnContext(now -> script.running.get(0).answers("{\"summary\":\"\u00e9\"}"));
    }

    private CallProgress hearing(String name) {
        return new CallProgress() {
            @Override
            public void queued() {
                heard.add(name + " queued");
            }

            @Override
            public void dispatched() {
                heard.add(name + " dispatched");
            }
        };
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return queue.poll(10, TimeUnit.SECONDS);
    }

    private static CallFailure failure(Generation generation) {
        return catchThrowableOfType(CallFailure.class, () -> generation.answer().await());
    }
}
