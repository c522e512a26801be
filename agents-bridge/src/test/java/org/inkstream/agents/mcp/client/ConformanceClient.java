package org.inkstream.agents.mcp.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.time.VertxTimers;

/** The client under test of the official conformance suite: calls what the scenario wants. */
public final class ConformanceClient {
    private ConformanceClient() {}

    public static void main(String[] arguments) {
        String url = arguments[arguments.length - 1];
        JsonObject context =
                new JsonObject(System.getenv().getOrDefault("MCP_CONFORMANCE_CONTEXT", "{}"));
        Vertx vertx = Vertx.vertx();
        Context loop = vertx.getOrCreateContext();
        Promise<Void> done = Promise.promise();
        loop.runOnContext(
                now -> {
                    McpHttpAgent agent =
                            new McpHttpAgent(
                                    vertx,
                                    LoopTest.at(url, List.of(), 1),
                                    new VertxTimers(vertx, loop));
                    Future<?> calls = Future.succeededFuture();
                    for (ToolCall call : calls(context)) {
                        calls = calls.transform(before -> attempt(agent, call));
                    }
                    calls.transform(last -> agent.close()).onComplete(done);
                });
        done.future().await();
        vertx.close().await();
    }

    /** How a call ends is the scenario's business: it looks at what came in. */
    private static Future<ToolReply> attempt(McpHttpAgent agent, ToolCall call) {
        return agent.call(call, 1, CallProgress.IGNORED)
                .reply()
                .onComplete(reply -> System.out.println(call.tool() + ": " + reply));
    }

    private static List<ToolCall> calls(JsonObject context) {
        List<ToolCall> calls = new ArrayList<>();
        for (Object wanted : context.getJsonArray("toolCalls", new JsonArray())) {
            JsonObject call = (JsonObject) wanted;
            calls.add(call(call.getString("name"), call.getJsonObject("arguments")));
        }
        if (calls.isEmpty()) {
            calls.add(call("add_numbers", new JsonObject().put("a", 5).put("b", 3)));
            calls.add(call("test_headers", new JsonObject()));
            calls.add(call("test_reconnection", new JsonObject()));
        }
        return calls;
    }

    private static ToolCall call(String tool, JsonObject arguments) {
        return new ToolCall(
                "run", "doc", "c", "agent", tool, "key", 0, Duration.ofSeconds(10), 1, arguments);
    }
}
