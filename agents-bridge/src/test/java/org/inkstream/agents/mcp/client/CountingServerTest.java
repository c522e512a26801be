package org.inkstream.agents.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.LongTexts;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.loadtest.peers.Answers;
import org.inkstream.loadtest.peers.CountingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counting agent speaks what this module speaks, and counts right. */
class CountingServerTest {
    private static final ToolCatalogue CATALOGUE = ToolCatalogue.packaged();
    private static final String ODD_ID = "letters/\"Müller\" \\ 1.txt";

    private final Vertx vertx = Vertx.vertx();
    private final CountingServer server = new CountingServer(0, 0, Answers.free());
    private HttpClient client;

    @BeforeEach
    void start() {
        client = vertx.createHttpClient();
        vertx.deployVerticle(server).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void every_tool_is_answered_by_its_schema_and_names_the_document() {
        ToolSchemas schemas = new ToolSchemas(CATALOGUE);

        for (Tool tool : CATALOGUE.tools()) {
            ToolReply reply = ask(tool, "key-1");

            assertThat(schemas.resultProblem(tool.name(), reply.result())).isEmpty();
            assertThat(reply.result().getMap().toString()).contains(ODD_ID);
        }
    }

    @Test
    void arrivals_are_counted_by_key_and_tool() {
        Tool people = CATALOGUE.tool("extract_people");
        ask(people, "key-1");
        ask(people, "key-1");
        ask(people, "key-2");
        ask(CATALOGUE.tool("extract_events"), "key-1");

        JsonObject stats = new JsonObject(request(HttpMethod.GET, "/stats", Buffer.buffer()));
        String arrivals = request(HttpMethod.GET, "/arrivals", Buffer.buffer()).toString();
        request(HttpMethod.POST, "/reset", Buffer.buffer());
        JsonObject after = new JsonObject(request(HttpMethod.GET, "/stats", Buffer.buffer()));

        assertThat(stats.getInteger("total")).isEqualTo(4);
        assertThat(stats.getInteger("distinct")).isEqualTo(3);
        assertThat(stats.getInteger("repeated")).isEqualTo(1);
        assertThat(stats.getInteger("inTheAir")).isZero();
        assertThat(stats.getInteger("maxInTheAir")).isEqualTo(1);
        assertThat(arrivals.lines())
                .containsExactly(
                        "run extract_people key-1\t2",
                        "run extract_people key-2\t1",
                        "run extract_events key-1\t1");
        assertThat(after.getInteger("total")).isZero();
    }

    private ToolReply ask(Tool tool, String key) {
        // The text holds what the server looks for, as a letter might.
        JsonObject arguments = new JsonObject().put("text", "\"key\":\"no\" \"tool\": \"no\"");
        ToolCall call =
                new ToolCall(
                        "run",
                        ODD_ID,
                        "collection",
                        tool.agent(),
                        tool.name(),
                        key,
                        0,
                        Duration.ofSeconds(1),
                        1,
                        arguments);
        Buffer body = JsonTree.write(CallMessages.request(9, call, 1), new LongTexts());
        return CallMessages.reply(9, MessageCodec.decode(request(HttpMethod.POST, "/mcp", body)));
    }

    private Buffer request(HttpMethod method, String path, Buffer body) {
        Promise<Buffer> answer = Promise.promise();
        // On a loop, where nothing of the answer can come before somebody listens.
        vertx.runOnContext(
                now ->
                        client.request(method, server.port(), "127.0.0.1", path)
                                .compose(
                                        request ->
                                                request.send(body)
                                                        .compose(HttpClientResponse::body))
                                .onComplete(answer));
        return answer.future().await();
    }
}
