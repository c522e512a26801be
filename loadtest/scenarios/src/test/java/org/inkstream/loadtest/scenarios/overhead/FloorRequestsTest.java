package org.inkstream.loadtest.scenarios.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.mcp.client.McpHttpAgent;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.Settings;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.loadtest.scenarios.system.TestLetters;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.ingest.Decoding;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.plan.Preparation;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloorRequestsTest {
    private static final TestLetters LETTERS = new TestLetters(7, 2_500);

    private final Vertx vertx = Vertx.vertx();
    private ScriptedAgent agent;

    @BeforeEach
    void start() {
        agent = ScriptedAgent.start(vertx).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void the_floor_sends_what_a_worker_sends_but_for_the_ids() {
        askAsWorker();
        askAsFloor();

        List<JsonObject> requests = agent.requests();

        assertThat(requests).hasSize(2 * Load.CALLS);
        for (int tool = 0; tool < Load.CALLS; tool++) {
            JsonObject worker = requests.get(tool);
            JsonObject floor = requests.get(Load.CALLS + tool);
            assertThat(headers(floor)).isEqualTo(headers(worker));
            assertThat(withoutIds(floor)).isEqualTo(withoutIds(worker));
        }
    }

    @Test
    void every_call_of_the_floor_has_a_key_of_its_own() {
        FloorRequests requests = new FloorRequests(LETTERS, 2);

        List<String> keys =
                IntStream.range(0, 50 * Load.CALLS)
                        .mapToObj(n -> requests.body(n / Load.CALLS, n % Load.CALLS))
                        .map(body -> call(body.toJsonObject()).getString("key"))
                        .toList();

        assertThat(keys).doesNotHaveDuplicates();
    }

    private void askAsWorker() {
        Settings settings = Settings.loader().override(Map.of("agents.url", agent.url())).load();
        ToolCatalogue catalogue = ToolCatalogue.packaged().only(Load.TOOLS);
        Plan plan = Plan.of(catalogue);
        OcrCompleted letter = letter();
        Context loop = vertx.getOrCreateContext();
        McpHttpAgent client =
                on(
                        loop,
                        () ->
                                new McpHttpAgent(
                                        vertx, settings.agents(), new VertxTimers(vertx, loop)));
        for (String name : Load.TOOLS) {
            Tool tool = catalogue.tool(name);
            JsonObject arguments =
                    ((Preparation.Callable) plan.prepare(tool, letter, Map.of())).arguments();
            ToolCall call =
                    new ToolCall(
                            "run",
                            letter.documentId(),
                            letter.collectionId(),
                            tool.agent(),
                            name,
                            "key",
                            letter.priority(),
                            tool.timeout(),
                            Load.CALLS,
                            arguments);
            on(loop, () -> client.call(call, 1, CallProgress.IGNORED)).reply().await();
        }
    }

    private static <T> T on(Context loop, Supplier<T> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> done.complete(work.get()));
        return done.future().await();
    }

    private void askAsFloor() {
        FloorRequests requests = new FloorRequests(LETTERS, 1);
        HttpClientAgent client = vertx.createHttpClient();
        int port = URI.create(agent.url()).getPort();
        for (int tool = 0; tool < Load.CALLS; tool++) {
            int position = tool;
            client.request(
                            FloorRequests.options(
                                    "127.0.0.1", port, "/mcp", FloorRequests.tools().get(tool)))
                    .compose(
                            request ->
                                    request.send(requests.body(0, position))
                                            .compose(HttpClientResponse::body))
                    .await();
        }
    }

    private static OcrCompleted letter() {
        byte[] value = LETTERS.event(0).value().getBytes();
        return ((Decoding.Decoded) new OcrEventDecoder().decode(value, Map.of())).event();
    }

    private static Map<String, Object> headers(JsonObject request) {
        Map<String, Object> headers =
                new LinkedHashMap<>(request.getJsonObject("headers").getMap());
        // The ids of this test's calls are shorter.
        headers.remove("content-length");
        return headers;
    }

    private static JsonObject withoutIds(JsonObject request) {
        JsonObject copy = request.copy();
        List.of("id", "headers").forEach(copy::remove);
        List.of("key", "runId", "groupId").forEach(call(copy)::remove);
        // A worker asks for progress only until it knows that a tool answers fast.
        copy.getJsonObject("params").getJsonObject("_meta").remove("progressToken");
        return copy;
    }

    private static JsonObject call(JsonObject request) {
        return request.getJsonObject("params")
                .getJsonObject("_meta")
                .getJsonObject("org.inkstream/call");
    }
}
