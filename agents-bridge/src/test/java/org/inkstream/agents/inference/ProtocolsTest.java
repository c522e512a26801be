package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.loadtest.peers.models.Dialect.ANTHROPIC;
import static org.inkstream.loadtest.peers.models.Dialect.OLLAMA;
import static org.inkstream.loadtest.peers.models.Dialect.OPENAI;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelReply;
import org.inkstream.loadtest.peers.models.OpenAiFlavour;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.TokenCounts;
import org.inkstream.models.EndpointSpec;
import org.inkstream.money.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is particular to each protocol. */
class ProtocolsTest {
    private static final TokenCounts COUNTS =
            TokenCounts.of(900, 300).cacheRead(4_000).cacheWrite5m(200).reasoning(120);

    private static Vertx vertx;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_stream_and_a_whole_answer_say_and_cost_the_same(Dialect dialect) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.fromNowOn(ModelReply.ok().thinking("Let me see.").usage(COUNTS));
            ModelAnswer streamed = harness.ask().result();
            ReceivedRequest request = harness.peer.requests().get(0);

            AnswerReader whole = reader(dialect);
            whole.hear(JsonTree.read(unstreamed(harness, request)));
            whole.end();

            ModelAnswer answer = whole.answer().orElseThrow();
            assertThat(answer.text()).isEqualTo(streamed.text()).startsWith("{\"summary\"");
            assertThat(answer.stop()).isEqualTo(streamed.stop());
            assertThat(answer.usage().tokens()).isEqualTo(streamed.usage().tokens());
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_server_that_does_not_stream_is_understood(Dialect dialect) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            ModelAnswer streamed = harness.ask().result();
            Buffer whole = unstreamed(harness, harness.peer.requests().get(0));
            HttpServer server = answering(whole);
            HttpModelEndpoint endpoint = open(harness, dialect, server);
            ModelRequest request = Requests.request(ModelServerHarness.LONG);

            Future<ModelAnswer> answer =
                    ModelServerHarness.ended(
                            harness.onLoop(() -> endpoint.generate(request)).answer());

            assertThat(answer.result().text()).isEqualTo(streamed.text());
            harness.onLoop(endpoint::close).await();
            server.close().await();
        }
    }

    @Test
    void half_of_a_whole_answer_is_no_answer() {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, OPENAI)) {
            HttpServer server = answering(Buffer.buffer("{\"id\":\"1\",\"choices\":[{"));
            HttpModelEndpoint endpoint = open(harness, OPENAI, server);
            ModelRequest request = Requests.request(ModelServerHarness.LONG);

            Future<ModelAnswer> answer =
                    ModelServerHarness.ended(
                            harness.onLoop(() -> endpoint.generate(request)).answer());

            assertThat(harness.failure(answer).errorClass()).isEqualTo(ErrorClass.INVALID_DATA);
            harness.onLoop(endpoint::close).await();
            server.close().await();
        }
    }

    @Test
    void tokens_are_in_disjoint_classes_for_each_provider() {
        assertThat(tokens(ANTHROPIC, OpenAiFlavour.VLLM))
                .isEqualTo(new Tokens(900, 300, 0, 4_000, 200, 0));
        assertThat(tokens(OPENAI, OpenAiFlavour.VLLM))
                .isEqualTo(new Tokens(1_100, 300, 120, 4_000, 0, 0));
        assertThat(tokens(OPENAI, OpenAiFlavour.LLAMA_CPP).cacheRead()).isEqualTo(4_000);
        assertThat(tokens(OPENAI, OpenAiFlavour.LM_STUDIO)).isEqualTo(Tokens.of(5_100, 300));
        assertThat(tokens(OLLAMA, OpenAiFlavour.VLLM)).isEqualTo(Tokens.of(5_100, 300));
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, REFUSED", "ANTHROPIC, REFUSED", "OLLAMA, COMPLETE"})
    void a_refusal_is_an_answer_that_is_paid_for(Dialect dialect, ModelAnswer.Stop stop) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.nextAnswers(ModelReply.refusal().usage(COUNTS));

            ModelAnswer answer = harness.ask().result();

            assertThat(answer.stop()).isEqualTo(stop);
            assertThat(answer.usage().outputTokens()).isEqualTo(300);
        }
    }

    @Test
    void what_was_read_before_a_stream_broke_is_not_forgotten() {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, ANTHROPIC)) {
            harness.peer.nextAnswers(ModelReply.errorInStream(529));

            CallFailure failure = harness.failure(harness.ask());

            assertThat(failure.usage()).hasSize(1);
            assertThat(failure.usage().get(0).inputTokens()).isPositive();
            assertThat(failure.usage().get(0).requestId()).startsWith("req_");
        }
    }

    @Test
    void waiting_inside_ollama_is_told_apart_from_its_work() {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, OLLAMA)) {
            harness.peer.slots(1).takes(Duration.ofMillis(150));
            ModelRequest request = Requests.request(ModelServerHarness.LONG);
            Future<ModelAnswer> first = harness.begin(request).answer();
            Future<ModelAnswer> second = harness.begin(request).answer();

            Duration waited = ModelServerHarness.ended(second).result().serverWait();

            assertThat(ModelServerHarness.ended(first).result().serverWait())
                    .isLessThan(Duration.ofMillis(100));
            assertThat(waited).isBetween(Duration.ofMillis(50), Duration.ofMillis(400));
        }
    }

    @Test
    void rate_limits_and_the_request_id_come_with_each_answer() {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, ANTHROPIC)) {
            ModelAnswer answer = harness.ask().result();

            RateLimits.Bucket requests = harness.limits.buckets().get(RateLimits.Counted.REQUESTS);
            assertThat(harness.limits.buckets()).hasSize(4);
            assertThat(requests.limit()).isEqualTo(4_000);
            assertThat(requests.remaining()).isEqualTo(3_999);
            assertThat(answer.usage().requestId()).isEqualTo("req_1");
        }
    }

    @Test
    void a_server_that_batches_tells_what_it_has_to_do_and_others_say_nothing() {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, OPENAI, "/v1");
                ModelServerHarness silent = new ModelServerHarness(vertx, OLLAMA)) {
            Future<ModelEndpoint.Load> told =
                    ModelServerHarness.ended(harness.onLoop(() -> harness.endpoint.load()));
            Future<ModelEndpoint.Load> untold =
                    ModelServerHarness.ended(silent.onLoop(() -> silent.endpoint.load()));

            assertThat(told.result()).isEqualTo(new ModelEndpoint.Load(0, 0));
            assertThat(((CallFailure) untold.cause()).errorClass()).isEqualTo(ErrorClass.REFUSED);
            harness.assertNothingIsLeft();
        }
    }

    @Test
    void the_scheduler_hears_of_limits_and_of_the_first_bytes_of_an_answer() {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, ANTHROPIC)) {
            List<RateLimits> heard = new ArrayList<>();
            harness.onLoop(
                    () -> {
                        harness.endpoint.listen(heard::add);
                        return true;
                    });

            ModelEndpoint.Generation one = harness.begin(Requests.request(ModelServerHarness.LONG));
            ModelServerHarness.ended(one.answer());

            assertThat(one.begun().succeeded()).isTrue();
            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void llama_cpp_without_usage_is_counted_by_its_timings() {
        AnswerReader reader = reader(OPENAI);

        reader.hear(
                new JsonObject(
                        """
                        {"id":"1","choices":[{"index":0,"message":{"content":"{}"},
                         "finish_reason":"stop"}],
                         "timings":{"cache_n":40,"prompt_n":10,"prompt_ms":3.0,
                         "predicted_n":5,"predicted_ms":20.4}}"""));
        reader.end();

        ModelAnswer answer = reader.answer().orElseThrow();
        assertThat(answer.usage().tokens()).isEqualTo(new Tokens(10, 5, 0, 40, 0, 0));
        assertThat(answer.usage().took()).isEqualTo(Duration.ofMillis(23));
    }

    @ParameterizedTest
    @CsvSource({
        "429, insufficient_quota, REFUSED",
        "429, rate_limit_error, OVERLOADED",
        "400, billing_error, REFUSED",
        "400, invalid_request_error, INVALID_DATA",
        "302, '', REFUSED",
        "204, '', INVALID_DATA"
    })
    void money_that_is_gone_is_no_overload(int status, String type, ErrorClass errorClass) {
        JsonObject body = new JsonObject().put("error", new JsonObject().put("type", type));

        assertThat(Refusals.ofStatus(status, body, Duration.ZERO).errorClass())
                .isEqualTo(errorClass);
    }

    private static Tokens tokens(Dialect dialect, OpenAiFlavour flavour) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.flavour(flavour).nextAnswers(ModelReply.ok().usage(COUNTS));
            return harness.ask().result().usage().tokens();
        }
    }

    private static Buffer unstreamed(ModelServerHarness harness, ReceivedRequest request) {
        JsonObject body = request.body().copy().put("stream", false);
        var client = vertx.createHttpClient();
        Promise<Buffer> whole = Promise.promise();
        // On a loop, where nothing of the answer can come before somebody listens.
        vertx.runOnContext(
                now ->
                        client.request(
                                        HttpMethod.POST,
                                        harness.peer.port(),
                                        "127.0.0.1",
                                        request.path())
                                .compose(
                                        post -> {
                                            post.putHeader("anthropic-version", "2023-06-01");
                                            return post.send(body.toBuffer());
                                        })
                                .compose(HttpClientResponse::body)
                                .onComplete(whole));
        Buffer answer = whole.future().await();
        client.close().await();
        return answer;
    }

    /** A server that knows one answer, and gives it whole. */
    private static HttpServer answering(Buffer body) {
        return vertx.createHttpServer()
                .requestHandler(
                        request ->
                                request.response()
                                        .putHeader(
                                                "content-type", "application/json; charset=utf-8")
                                        .end(body))
                .listen(0, "127.0.0.1")
                .await();
    }

    private static HttpModelEndpoint open(
            ModelServerHarness harness, Dialect dialect, HttpServer server) {
        String url = "http://127.0.0.1:" + server.actualPort();
        return harness.open(EndpointSpec.Kind.valueOf(dialect.name()), url, Map.of(), "");
    }

    private static AnswerReader reader(Dialect dialect) {
        Bounds bounds = Bounds.of(Requests.model("llama3.2"));
        return switch (dialect) {
            case OLLAMA -> new OllamaReader(bounds);
            case OPENAI -> new OpenAiReader("openai", "m", bounds, () -> Duration.ZERO, () -> {});
            case ANTHROPIC -> new AnthropicReader("m", "", bounds, () -> Duration.ZERO);
        };
    }
}
