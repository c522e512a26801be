package org.inkstream.agents.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.call.Calls.SUMMARY;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.Calls;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.server.ServedTools;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.HubSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both eras of the protocol over real sockets, with good and bad clients. */
abstract class McpEndpointContract {
    private static final String MODERN = "2026-07-28";
    private static final long PATIENCE_S = 10;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Work> begun = new LinkedBlockingQueue<>();
    private final McpHttpServer server =
            McpHttpServer.start(vertx, 0, new McpServer("test", tools()), settings()).await();
    private final HttpClient client =
            vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                            .setHttp2ClearTextUpgrade(false));

    /** Which protocol version is spoken. */
    abstract boolean http2();

    /** A call that has come, and is answered when the test says so. */
    private static final class Work implements Agent.Exchange {
        final ServedCall call;
        final Promise<ToolReply> reply = Promise.promise();
        final Promise<Void> abandoned = Promise.promise();

        Work(ServedCall call) {
            this.call = call;
        }

        @Override
        public Future<ToolReply> reply() {
            return reply.future();
        }

        @Override
        public void abort() {
            abandoned.tryComplete();
        }

        void answer() {
            reply.complete(new ToolReply(new JsonObject().put("summary", "short"), List.of()));
        }
    }

    /** What came back, read to its end. */
    record Answer(int status, MultiMap headers, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }

        int errorCode() {
            return json().getJsonObject("error").getInteger("code");
        }

        List<JsonObject> events() {
            List<JsonObject> events = new ArrayList<>();
            body.lines()
                    .filter(line -> line.startsWith("data: "))
                    .forEach(line -> events.add(new JsonObject(line.substring(6))));
            return events;
        }
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_stateless_client_discovers_lists_and_calls() throws Exception {
        Answer discovery = modern("server/discover", new JsonObject());
        Answer list = modern("tools/list", new JsonObject());
        Future<Answer> call = begin(modernCall(new JsonObject()));
        begun().answer();
        JsonObject result = call.await().json().getJsonObject("result");

        assertThat(discovery.json().getJsonObject("result").getJsonArray("supportedVersions"))
                .containsExactly(MODERN);
        assertThat(list.json().getJsonObject("result").getJsonArray("tools")).hasSize(1);
        assertThat(list.json().getJsonObject("result").getLong("ttlMs")).isPositive();
        assertThat(
                        list.json()
                                .getJsonObject("result")
                                .getJsonObject("_meta")
                                .getString("org.inkstream/revision"))
                .isEqualTo("revision-1");
        assertThat(call.result().headers().get("content-type")).isEqualTo("application/json");
        assertThat(result.getString("resultType")).isEqualTo("complete");
        assertThat(result.getJsonObject("structuredContent").getString("summary"))
                .isEqualTo("short");
        assertThat(result.getJsonArray("content").getJsonObject(0).getString("text"))
                .isEqualTo("{\"summary\":\"short\"}");
    }

    @Test
    void a_call_with_a_progress_token_streams_where_it_stands_and_then_the_result()
            throws Exception {
        Future<Answer> call = begin(modernCall(new JsonObject().put("progressToken", "p-1")));
        Work work = begun();
        work.call.progress().queued();
        work.call.progress().dispatched();
        work.answer();
        Answer answer = call.await();

        List<JsonObject> events = answer.events();
        assertThat(answer.headers().get("content-type")).isEqualTo("text/event-stream");
        assertThat(answer.headers().get("x-accel-buffering")).isEqualTo("no");
        assertThat(events).hasSize(3);
        assertThat(events.get(0).getString("method")).isEqualTo("notifications/progress");
        assertThat(events.get(0).getJsonObject("params"))
                .isEqualTo(
                        new JsonObject()
                                .put("progressToken", "p-1")
                                .put("progress", 1)
                                .put("message", "queued"));
        assertThat(events.get(1).getJsonObject("params"))
                .isEqualTo(
                        new JsonObject()
                                .put("progressToken", "p-1")
                                .put("progress", 2)
                                .put("message", "dispatched"));
        assertThat(events.get(2).getValue("id")).isEqualTo(5);
        assertThat(events.get(2).getJsonObject("result").getBoolean("isError")).isFalse();
    }

    @Test
    void who_takes_only_a_stream_gets_one() throws Exception {
        Request request = modernCall(new JsonObject()).header("accept", "text/event-stream");
        Future<Answer> call = begin(request);
        begun().answer();

        assertThat(call.await().events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_caller_that_goes_away_abandons_its_call(boolean streams) throws Exception {
        JsonObject meta = streams ? new JsonObject().put("progressToken", 1) : new JsonObject();
        Request request = modernCall(meta);
        HttpClientRequest http = client.request(request.options(server.url())).await();
        http.response().onComplete(ignored -> {});
        http.send(request.body());
        Work work = begun();

        http.reset();

        work.abandoned.future().await(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(work.abandoned.future().succeeded()).isTrue();
    }

    @Test
    void a_failure_behind_the_tool_is_a_json_rpc_error_of_its_class() throws Exception {
        Future<Answer> call = begin(modernCall(new JsonObject()));
        begun().reply.fail(new CallFailure(ErrorClass.OVERLOADED, "busy", Duration.ofSeconds(7)));
        Answer answer = call.await();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.errorCode()).isEqualTo(-32050);
        assertThat(
                        answer.json()
                                .getJsonObject("error")
                                .getJsonObject("data")
                                .getInteger("retryAfterMs"))
                .isEqualTo(7_000);
    }

    @ParameterizedTest
    @CsvSource({
        "mcp-protocol-version,",
        "mcp-protocol-version,2025-11-25x",
        "mcp-method,",
        "mcp-method,tools/list",
        "mcp-name,",
        "mcp-name,other_tool",
        "mcp-name,=?base64?!!?="
    })
    void a_header_that_is_missing_or_differs_from_the_body_is_refused(String name, String value) {
        Request request = modernCall(new JsonObject());
        Answer answer = send(value == null ? request.without(name) : request.header(name, value));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32020);
    }

    @Test
    void a_name_may_be_encoded() throws Exception {
        Future<Answer> call =
                begin(
                        modernCall(new JsonObject())
                                .header("mcp-name", "=?base64?Z2VuZXJhdGVfc3VtbWFyeQ==?="));
        begun().answer();

        assertThat(call.await().status()).isEqualTo(200);
    }

    @Test
    void another_revision_is_refused_with_those_that_are_spoken() {
        JsonObject meta = meta().put("io.modelcontextprotocol/protocolVersion", "1900-01-01");
        Answer answer =
                send(
                        request("tools/list", new JsonObject().put("_meta", meta))
                                .header("mcp-protocol-version", "1900-01-01"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32022);
        assertThat(answer.json().getJsonObject("error").getJsonObject("data"))
                .isEqualTo(
                        new JsonObject()
                                .put("supported", new JsonArray().add(MODERN))
                                .put("requested", "1900-01-01"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "resources/list", "no/such"})
    void a_method_that_the_era_does_not_know_is_not_found(String method) {
        Answer answer = modern(method, new JsonObject());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorCode()).isEqualTo(-32601);
    }

    @Test
    void a_request_without_meta_is_invalid() {
        Answer answer = send(request("tools/list", new JsonObject()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32602);
    }

    @Test
    void a_notification_is_accepted_and_a_response_is_not() {
        JsonObject told =
                new JsonObject().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
        JsonObject answered =
                new JsonObject().put("jsonrpc", "2.0").put("id", 1).put("result", new JsonObject());

        assertThat(send(request("x", new JsonObject()).body(told.toBuffer())).status())
                .isEqualTo(202);
        assertThat(send(request("x", new JsonObject()).body(answered.toBuffer())).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example,403", "https://127.0.0.1.evil.example,403", "null,403",
        "http://localhost:6274,200", "http://127.0.0.1:9,200", "http://[::1]:9,200",
        "https://archive.example,200"
    })
    void only_pages_of_this_machine_and_named_ones_may_connect(String origin, int status) {
        Request request =
                request("tools/list", new JsonObject().put("_meta", meta()))
                        .header("origin", origin);

        assertThat(send(request).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "{'jsonrpc':'2.0',-32700",
        "hello,-32700",
        "'',-32700",
        "{'id':1},-32600",
        "[],-32600",
        "[{'jsonrpc':'2.0'}],-32600"
    })
    void what_is_no_message_is_refused_and_harms_nobody(String body, int code) {
        Answer answer =
                send(
                        request("tools/list", new JsonObject())
                                .body(Buffer.buffer(body.replace('\'', '"'))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(answer.json().containsKey("id")).isTrue();
        assertThat(modern("tools/list", new JsonObject()).status()).isEqualTo(200);
    }

    @Test
    void invalid_utf8_and_too_large_a_body_are_refused() {
        Answer invalid =
                send(
                        request("tools/list", new JsonObject())
                                .body(Buffer.buffer(new byte[] {'{', '"', (byte) 0xC3, '"', '}'})));
        Future<Answer> large =
                begin(
                        request("tools/list", new JsonObject())
                                .body(Buffer.buffer(new byte[(4 << 20) + 1])));

        assertThat(invalid.errorCode()).isEqualTo(-32700);
        // Over HTTP/1.1 the connection may be gone before the answer was read.
        assertThat(
                        large.otherwise(new Answer(413, MultiMap.caseInsensitiveMultiMap(), ""))
                                .await()
                                .status())
                .isEqualTo(413);
        assertThat(modern("tools/list", new JsonObject()).status()).isEqualTo(200);
    }

    @Test
    void other_types_methods_and_paths_are_refused() {
        Request request = request("tools/list", new JsonObject().put("_meta", meta()));

        assertThat(send(request.header("content-type", "text/plain")).status()).isEqualTo(415);
        assertThat(
                        send(request("tools/list", new JsonObject()).header("accept", "image/png"))
                                .status())
                .isEqualTo(406);
        assertThat(send(request("x", new JsonObject()).method(HttpMethod.GET)).status())
                .isEqualTo(405);
        assertThat(send(request("x", new JsonObject()).method(HttpMethod.PUT)).status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25,2025-11-25",
        "2025-06-18,2025-06-18",
        "2025-03-26,2025-03-26",
        "2024-11-05,2025-11-25",
        "2099-01-01,2025-11-25"
    })
    void a_client_that_introduces_itself_gets_a_session(String asked, String agreed)
            throws Exception {
        Answer hello = initialize(asked);
        String session = hello.headers().get("mcp-session-id");
        Answer ready =
                send(
                        inSession(session, "x", new JsonObject())
                                .body(
                                        new JsonObject()
                                                .put("jsonrpc", "2.0")
                                                .put("method", "notifications/initialized")
                                                .toBuffer()));
        Answer ping = send(inSession(session, "ping", new JsonObject()));
        Answer list = send(inSession(session, "tools/list", new JsonObject()));
        Future<Answer> call = begin(inSession(session, "tools/call", summary()));
        begun().answer();
        JsonObject result = call.await().json().getJsonObject("result");

        JsonObject introduction = hello.json().getJsonObject("result");
        assertThat(introduction.getString("protocolVersion")).isEqualTo(agreed);
        assertThat(introduction.getJsonObject("capabilities").containsKey("tools")).isTrue();
        assertThat(introduction.getJsonObject("serverInfo").getString("name")).isEqualTo("test");
        assertThat(introduction.containsKey("resultType")).isFalse();
        assertThat(ready.status()).isEqualTo(202);
        assertThat(ping.json().getJsonObject("result")).isEmpty();
        assertThat(list.json().getJsonObject("result").containsKey("ttlMs")).isFalse();
        assertThat(result.containsKey("resultType")).isFalse();
        assertThat(result.getJsonObject("structuredContent").getString("summary"))
                .isEqualTo("short");
    }

    @Test
    void without_its_session_a_request_is_bad_and_with_an_unknown_one_not_found() {
        String session = initialize("2025-11-25").headers().get("mcp-session-id");
        Request none = inSession(session, "tools/list", new JsonObject()).without("mcp-session-id");

        assertThat(send(none).status()).isEqualTo(400);
        assertThat(send(inSession("unknown", "tools/list", new JsonObject())).status())
                .isEqualTo(404);
        assertThat(
                        send(inSession(session, "x", new JsonObject()).method(HttpMethod.DELETE))
                                .status())
                .isEqualTo(204);
        assertThat(send(inSession(session, "tools/list", new JsonObject())).status())
                .isEqualTo(404);
    }

    @Test
    void a_session_too_many_takes_the_place_of_the_one_unused_longest() {
        String first = initialize("2025-11-25").headers().get("mcp-session-id");
        for (int i = 0; i < 3; i++) {
            initialize("2025-11-25");
        }

        assertThat(send(inSession(first, "ping", new JsonObject())).status()).isEqualTo(404);
    }

    @Test
    void a_cancelled_request_of_a_session_is_abandoned_and_answered_so() throws Exception {
        String session = initialize("2025-06-18").headers().get("mcp-session-id");
        Future<Answer> call = begin(inSession(session, "tools/call", summary()));
        Work work = begun();

        JsonObject cancelled =
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("method", "notifications/cancelled")
                        .put("params", new JsonObject().put("requestId", 5));
        send(inSession(session, "x", new JsonObject()).body(cancelled.toBuffer()));

        assertThat(call.await().errorCode()).isEqualTo(-32051);
        assertThat(work.abandoned.future().succeeded()).isTrue();
    }

    @Test
    void batches_are_answered_in_the_one_revision_that_has_them() {
        String old = initialize("2025-03-26").headers().get("mcp-session-id");
        String newer = initialize("2025-06-18").headers().get("mcp-session-id");
        Buffer batch =
                new JsonArray()
                        .add(rpc(1, "ping"))
                        .add(rpc(2, "no/such"))
                        .add(new JsonObject().put("hello", 1))
                        .toBuffer();

        Answer answered = send(inSession(old, "x", new JsonObject()).body(batch));
        Answer refused = send(inSession(newer, "x", new JsonObject()).body(batch));

        JsonArray answers = new JsonArray(answered.body());
        assertThat(answers).hasSize(3);
        assertThat(answers.getJsonObject(0).getJsonObject("result")).isEmpty();
        assertThat(answers.getJsonObject(1).getJsonObject("error").getInteger("code"))
                .isEqualTo(-32601);
        assertThat(answers.getJsonObject(2).getJsonObject("error").getInteger("code"))
                .isEqualTo(-32600);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorCode()).isEqualTo(-32600);
    }

    private static ServedTools toolsOf(BlockingQueue<Work> begun) {
        return new ServedTools(
                Calls.catalogue(),
                Map.of(
                        SUMMARY,
                        call -> {
                            Work work = new Work(call);
                            begun.add(work);
                            return work;
                        }),
                new ToolSchemas(Calls.catalogue()),
                "revision-1");
    }

    private ServedTools tools() {
        return toolsOf(begun);
    }

    private static HubSettings settings() {
        return new HubSettings(
                "127.0.0.1",
                0,
                new HubSettings.Jwt("", "", "", ""),
                List.of("https://archive.example"),
                List.of(),
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                3,
                Duration.ofMinutes(1));
    }

    private Work begun() throws InterruptedException {
        Work work = begun.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(work).isNotNull();
        return work;
    }

    private Answer modern(String method, JsonObject params) {
        return send(request(method, params.put("_meta", meta())));
    }

    private Request modernCall(JsonObject moreMeta) {
        return request("tools/call", summary().put("_meta", meta().mergeIn(moreMeta)))
                .header("mcp-name", SUMMARY);
    }

    private static JsonObject summary() {
        return new JsonObject()
                .put("name", SUMMARY)
                .put("arguments", new JsonObject().put("text", "Dear Sir"));
    }

    private static JsonObject meta() {
        return new JsonObject()
                .put("io.modelcontextprotocol/protocolVersion", MODERN)
                .put("io.modelcontextprotocol/clientCapabilities", new JsonObject());
    }

    private Answer initialize(String revision) {
        Request request =
                request(
                                "initialize",
                                new JsonObject()
                                        .put("protocolVersion", revision)
                                        .put("capabilities", new JsonObject())
                                        .put("clientInfo", new JsonObject().put("name", "t")))
                        .without("mcp-protocol-version")
                        .without("mcp-method");
        return send(request);
    }

    private Request inSession(String session, String method, JsonObject params) {
        return request(method, params)
                .without("mcp-method")
                .header("mcp-protocol-version", "2025-06-18")
                .header("mcp-session-id", session);
    }

    private static Request request(String method, JsonObject params) {
        return new Request(rpc(5, method).put("params", params).toBuffer())
                .header("content-type", "application/json")
                .header("accept", "application/json, text/event-stream")
                .header("mcp-protocol-version", MODERN)
                .header("mcp-method", method);
    }

    private static JsonObject rpc(int id, String method) {
        return new JsonObject().put("jsonrpc", "2.0").put("id", id).put("method", method);
    }

    private Answer send(Request request) {
        return begin(request).await();
    }

    private Future<Answer> begin(Request request) {
        return client.request(request.options(server.url()))
                .compose(http -> http.send(request.body()))
                .compose(
                        response ->
                                response.body()
                                        .map(
                                                body ->
                                                        new Answer(
                                                                response.statusCode(),
                                                                response.headers(),
                                                                body.toString())));
    }

    /** A request as the test wants it. */
    private static final class Request {
        private final RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST);
        private Buffer body;

        Request(Buffer body) {
            this.body = body;
            options.setHeaders(MultiMap.caseInsensitiveMultiMap());
        }

        Request header(String name, String value) {
            options.getHeaders().set(name, value);
            return this;
        }

        Request without(String name) {
            options.getHeaders().remove(name);
            return this;
        }

        Request method(HttpMethod method) {
            options.setMethod(method);
            return this;
        }

        Request body(Buffer other) {
            body = other;
            return this;
        }

        Buffer body() {
            return body;
        }

        RequestOptions options(String url) {
            return options.setAbsoluteURI(url);
        }
    }
}
