package org.inkstream.agents.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.call.Calls.SUMMARY;
import static org.inkstream.agents.call.Calls.aCall;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.AgentsSettings;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.loadtest.peers.ScriptedReply;
import org.inkstream.time.CountedTimers;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTTP client against a real server that misbehaves in every way we know of. */
abstract class McpHttpAgentContract {
    private static final long PATIENCE_S = 10;

    private static Vertx vertx;

    private Context loop;
    private CountedTimers timers;
    private ScriptedAgent peer;
    private McpHttpAgent agent;

    /** Which protocol version is spoken, on both sides. */
    abstract boolean http2();

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().await();
    }

    @BeforeEach
    void start() {
        loop = vertx.getOrCreateContext();
        timers = new CountedTimers(new VertxTimers(vertx, loop));
        peer = ScriptedAgent.start(vertx).await();
        agent = onLoop(() -> new McpHttpAgent(vertx, settings(peer.url()), timers));
    }

    @AfterEach
    void no_timer_is_left() {
        agent.close().await();
        peer.close().await();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_call_carries_what_the_protocol_and_the_agents_need() {
        ToolReply reply = ask().result();

        JsonObject request = peer.requests().get(0);
        JsonObject meta = request.getJsonObject("params").getJsonObject("_meta");
        assertThat(reply.result().getString("summary")).isEqualTo("Summary of doc-1.");
        assertThat(request.getString("method")).isEqualTo("tools/call");
        assertThat(request.getJsonObject("params").getString("name")).isEqualTo(SUMMARY);
        assertThat(request.getJsonObject("params").getJsonObject("arguments"))
                .isEqualTo(aCall().arguments());
        assertThat(meta.getString("io.modelcontextprotocol/protocolVersion"))
                .isEqualTo("2026-07-28");
        assertThat(meta.getJsonObject("io.modelcontextprotocol/clientCapabilities")).isEmpty();
        assertThat(meta.getJsonObject("org.inkstream/call"))
                .isEqualTo(
                        new JsonObject()
                                .put("key", "key-1")
                                .put("tool", SUMMARY)
                                .put("documentId", "doc-1")
                                .put("runId", "run-1")
                                .put("collectionId", "collection-1")
                                .put("attempt", 1)
                                .put("priority", 0)
                                .put("remainingMs", 120_000)
                                .put("groupId", "run-1")
                                .put("groupSize", 1));
        assertThat(request.getString("path")).isEqualTo("/mcp");
        assertThat(request.getJsonObject("headers").getMap())
                .containsEntry("mcp-protocol-version", "2026-07-28")
                .containsEntry("mcp-method", "tools/call")
                .containsEntry("mcp-name", SUMMARY)
                .containsEntry("accept", "application/json, text/event-stream")
                .containsEntry("content-type", "application/json");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("408", ScriptedReply.status(408), ErrorClass.TIMEOUT),
                Arguments.of("504", ScriptedReply.status(504), ErrorClass.TIMEOUT),
                Arguments.of("401", ScriptedReply.status(401), ErrorClass.AUTHENTICATION),
                Arguments.of("403", ScriptedReply.status(403), ErrorClass.AUTHENTICATION),
                Arguments.of("429", ScriptedReply.status(429), ErrorClass.OVERLOADED),
                Arguments.of("503", ScriptedReply.status(503), ErrorClass.OVERLOADED),
                Arguments.of("529", ScriptedReply.status(529), ErrorClass.OVERLOADED),
                Arguments.of("400", ScriptedReply.status(400), ErrorClass.INVALID_DATA),
                Arguments.of("404", ScriptedReply.status(404), ErrorClass.REFUSED),
                Arguments.of("302", ScriptedReply.status(302), ErrorClass.REFUSED),
                Arguments.of("204", ScriptedReply.status(204), ErrorClass.INVALID_DATA),
                Arguments.of("500", ScriptedReply.status(500), ErrorClass.UNKNOWN),
                Arguments.of("-32601", ScriptedReply.rpcError(-32601), ErrorClass.REFUSED),
                Arguments.of("-32602", ScriptedReply.rpcError(-32602), ErrorClass.INVALID_DATA),
                Arguments.of("-32022", ScriptedReply.rpcError(-32022), ErrorClass.REFUSED),
                Arguments.of("-32603", ScriptedReply.rpcError(-32603), ErrorClass.UNKNOWN),
                Arguments.of("html", ScriptedReply.html(), ErrorClass.INVALID_DATA),
                Arguments.of("wrong id", ScriptedReply.wrongId(), ErrorClass.INVALID_DATA),
                Arguments.of("half JSON", ScriptedReply.truncated(), ErrorClass.INVALID_DATA),
                Arguments.of("no UTF-8", bytes(0x7B, 0x22, 0xFF, 0x22), ErrorClass.INVALID_DATA),
                Arguments.of("no bytes", bytes(), ErrorClass.INVALID_DATA),
                Arguments.of("endless", ScriptedReply.endless(), ErrorClass.INVALID_DATA),
                Arguments.of("reset", ScriptedReply.resetMidBody(), ErrorClass.CONNECTION),
                Arguments.of(
                        "no event", ScriptedReply.eventStreamUnanswered(), ErrorClass.CONNECTION));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void each_way_to_fail_has_its_class_and_harms_no_other_call(
            String name, ScriptedReply reply, ErrorClass errorClass) {
        peer.then(SUMMARY, ScriptedReply.after(150)).then(SUMMARY, reply);

        Agent.Exchange other = begin();
        Future<ToolReply> failed = ask();
        Future<ToolReply> unhurt = ended(other.reply());
        Future<ToolReply> next = ask();

        assertThat(failed.cause()).isInstanceOf(CallFailure.class);
        assertThat(((CallFailure) failed.cause()).errorClass()).isEqualTo(errorClass);
        assertThat(unhurt.succeeded()).isTrue();
        assertThat(next.succeeded()).isTrue();
    }

    @Test
    void an_overloaded_agent_says_how_long_to_wait() {
        peer.then(SUMMARY, ScriptedReply.status(429, "7"));

        CallFailure failure = (CallFailure) ask().cause();

        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void nobody_at_the_address_is_a_connection_failure() {
        McpHttpAgent nobody =
                onLoop(() -> new McpHttpAgent(vertx, settings("http://127.0.0.1:1/"), timers));

        Future<ToolReply> reply =
                ended(onLoop(() -> nobody.call(aCall(), 1, CallProgress.IGNORED)).reply());

        assertThat(((CallFailure) reply.cause()).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        nobody.close().await();
    }

    @Test
    void a_slow_answer_in_small_pieces_is_put_together() {
        peer.then(SUMMARY, ScriptedReply.slowly(40, 2));

        assertThat(ask().result().result().getString("summary")).isEqualTo("Summary of doc-1.");
    }

    @Test
    void the_answer_is_taken_from_an_event_stream_after_its_progress() {
        peer.then(SUMMARY, ScriptedReply.eventStream());

        assertThat(ask().result().result().getString("summary")).isEqualTo("Summary of doc-1.");
    }

    @Test
    void an_event_stream_that_stays_open_does_not_keep_its_answer_back_nor_its_connection() {
        peer.then(SUMMARY, ScriptedReply.eventStreamLeftOpen())
                .then(SUMMARY, ScriptedReply.eventStreamLeftOpen());

        Future<ToolReply> first = ask();
        Future<ToolReply> second = ask();
        // With HTTP/1.1 this one waits until one of the two connections is taken back.
        Future<ToolReply> third = ask();

        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
        assertThat(third.succeeded()).isTrue();
    }

    @Test
    void an_aborted_call_never_answers_and_frees_its_connection() {
        peer.then(SUMMARY, ScriptedReply.silence()).then(SUMMARY, ScriptedReply.silence());
        Agent.Exchange first = beginAndArrive();
        Agent.Exchange second = beginAndArrive();

        onLoop(
                () -> {
                    first.abort();
                    second.abort();
                    return true;
                });
        Future<ToolReply> next = ask();

        assertThat(next.succeeded()).isTrue();
        assertThat(first.reply().isComplete()).isFalse();
    }

    @Test
    void a_call_that_is_aborted_before_it_was_sent_takes_nothing_from_the_others() {
        // In one turn of the loop: no connection can be made before the last of them is given up.
        onLoop(
                () -> {
                    for (int i = 0; i < 5; i++) {
                        agent.call(aCall(), 1, CallProgress.IGNORED).abort();
                    }
                    return true;
                });
        Future<ToolReply> next = ask();

        assertThat(next.succeeded()).isTrue();
        assertThat(peer.requests()).hasSize(1);
    }

    @Test
    void closing_fails_what_is_in_the_air_as_connection() {
        peer.then(SUMMARY, ScriptedReply.silence());
        Agent.Exchange inTheAir = beginAndArrive();

        agent.close().await();

        CallFailure failure = (CallFailure) ended(inTheAir.reply()).cause();
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONNECTION);
    }

    private Agent.Exchange begin() {
        return onLoop(() -> agent.call(aCall(), 1, CallProgress.IGNORED));
    }

    private Agent.Exchange beginAndArrive() {
        Future<Void> arrived = peer.nextArrival();
        Agent.Exchange exchange = begin();
        ended(arrived);
        return exchange;
    }

    private Future<ToolReply> ask() {
        return ended(begin().reply());
    }

    private <T> T onLoop(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> done.complete(work.get()));
        return done.future().await();
    }

    private static <T> Future<T> ended(Future<T> future) {
        Future<T> over = future.timeout(PATIENCE_S, TimeUnit.SECONDS);
        over.transform(outcome -> Future.succeededFuture()).await();
        return over;
    }

    private AgentsSettings settings(String url) {
        return new AgentsSettings(
                url,
                "",
                http2(),
                2,
                Duration.ofSeconds(5),
                List.of(),
                1,
                Duration.ofMinutes(10),
                1,
                new AgentsSettings.Breaker(10, Duration.ofSeconds(10), Duration.ofSeconds(10)),
                0.2,
                AgentsSettings.HonourKeys.AUTO);
    }

    private static ScriptedReply bytes(int... bytes) {
        Buffer body = Buffer.buffer();
        for (int b : bytes) {
            body.appendByte((byte) b);
        }
        return ScriptedReply.bytes(body);
    }
}
