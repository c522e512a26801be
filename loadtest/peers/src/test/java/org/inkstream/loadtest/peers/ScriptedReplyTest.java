package org.inkstream.loadtest.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedReplyTest {
    private static final String TOOL = "generate_summary";
    private static final JsonObject CALL =
            new JsonObject(
                    """
                    {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {
                      "name": "generate_summary",
                      "_meta": {"org.inkstream/call": {
                        "tool": "generate_summary", "documentId": "doc-1"}}}}
                    """);

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedAgent agent = ScriptedAgent.start(vertx).await();
    private final HttpClient client = vertx.createHttpClient();

    @AfterEach
    void close() {
        assertThat(agent.streams().open()).isZero();
        client.close().await();
        agent.close().await();
        vertx.close().await();
    }

    @Test
    void the_stream_is_reset_before_or_after_so_many_bytes() {
        agent.then(TOOL, ScriptedReply.resetBefore()).then(TOOL, ScriptedReply.resetAfterBytes(9));

        assertThat(failure(ask())).isInstanceOf(VertxException.class);
        assertThat(failure(ask())).isInstanceOf(VertxException.class);
        assertThat(agent.streams().cancelled()).isZero();
    }

    @Test
    void a_huge_answer_is_a_good_one_with_padding() {
        agent.then(TOOL, ScriptedReply.huge(1_000_000));

        JsonObject answer = wait(ask()).toJsonObject();

        assertThat(answer.getString("padding")).hasSize(1_000_000);
        assertThat(answer.getInteger("id")).isEqualTo(7);
    }

    @Test
    void invalid_utf8_stands_in_a_string() {
        agent.then(TOOL, ScriptedReply.invalidUtf8());

        ByteBuffer bytes = ByteBuffer.wrap(wait(ask()).getBytes());

        assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(bytes))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void the_answer_comes_twice_in_one_event_stream() {
        agent.then(TOOL, ScriptedReply.duplicate());

        assertThat(wait(ask()).toString().split("\"id\":7", -1)).hasSize(3);
    }

    @Test
    void a_tool_may_fail_or_break_its_schema() {
        agent.then(TOOL, ScriptedReply.toolError("no")).then(TOOL, ScriptedReply.schemaInvalid());

        JsonObject failed = wait(ask()).toJsonObject().getJsonObject("result");
        JsonObject broken = wait(ask()).toJsonObject().getJsonObject("result");

        assertThat(failed.getBoolean("isError")).isTrue();
        assertThat(failed.getJsonArray("content").getJsonObject(0).getString("text"))
                .isEqualTo("no");
        assertThat(broken.getJsonObject("structuredContent").getValue("summary"))
                .isInstanceOf(JsonObject.class);
    }

    @Test
    void standing_orders_hold_for_tools_that_nothing_else_is_said_about() {
        agent.anyTool().everyNth(2, ScriptedReply.rpcError(-32603));
        agent.then(TOOL, ScriptedReply.good());

        wait(ask());
        JsonObject first = wait(ask()).toJsonObject();
        JsonObject second = wait(ask()).toJsonObject();

        assertThat(first.containsKey("result")).isTrue();
        assertThat(second.containsKey("error")).isTrue();
    }

    private Future<Buffer> ask() {
        RequestOptions where =
                new RequestOptions().setAbsoluteURI(agent.url()).setMethod(HttpMethod.POST);
        // What a response brings before anybody listens is lost, so that all is done on the loop.
        Promise<Buffer> body = Promise.promise();
        vertx.runOnContext(
                now ->
                        client.request(where)
                                .compose(
                                        request ->
                                                request.send(CALL.toBuffer())
                                                        .compose(HttpClientResponse::body))
                                .onComplete(body));
        return body.future();
    }

    private static <T> T wait(Future<T> future) {
        return future.timeout(10, TimeUnit.SECONDS).await();
    }

    private static Throwable failure(Future<?> future) {
        return wait(
                future.map(any -> (Throwable) new AssertionError("succeeded"))
                        .recover(Future::succeededFuture));
    }
}
