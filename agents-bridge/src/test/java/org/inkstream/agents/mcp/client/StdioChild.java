package org.inkstream.agents.mcp.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A child process for tests: an agent on standard input and output, with the manners it is told.
 */
final class StdioChild {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final List<JsonObject> held = new ArrayList<>();
    private final List<String> manners;

    private StdioChild(List<String> manners) {
        this.manners = manners;
    }

    public static void main(String[] manners) throws IOException {
        if (List.of(manners).contains("dies-at-once")) {
            System.exit(3);
        }
        System.err.println("hello from the child");
        StdioChild child = new StdioChild(List.of(manners));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            child.hear(new JsonObject(line));
        }
        if (child.manners.contains("never-leaves")) {
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    private void hear(JsonObject message) {
        String method = message.getString("method", "");
        switch (method) {
            case "server/discover" -> {
                if (manners.contains("old")) {
                    error(message, -32601);
                } else {
                    answer(
                            message,
                            new JsonObject()
                                    .put("supportedVersions", new JsonArray().add("2026-07-28")));
                }
            }
            case "initialize" ->
                    answer(message, new JsonObject().put("protocolVersion", "2025-06-18"));
            case "tools/list" -> {
                JsonArray tools = new JsonArray();
                List.of("generate_summary", "die", "hold", "release", "swamp", "echo")
                        .forEach(name -> tools.add(new JsonObject().put("name", name)));
                answer(message, new JsonObject().put("tools", tools));
            }
            case "tools/call" -> call(message);
            case "notifications/cancelled" -> held.add(message);
            default -> {
                if (message.containsKey("id") && message.containsKey("method")) {
                    error(message, -32601);
                }
            }
        }
    }

    private void call(JsonObject message) {
        JsonObject params = message.getJsonObject("params");
        switch (params.getString("name")) {
            case "die" -> System.exit(7);
            case "hold" -> held.add(message);
            case "release" -> {
                List<JsonObject> all = List.copyOf(held);
                held.clear();
                // In the opposite order, so that nothing but the ids tells them apart.
                for (int i = all.size() - 1; i >= 0; i--) {
                    if (all.get(i).containsKey("id")) {
                        summary(all.get(i), "held");
                    }
                }
                long cancelled = all.stream().filter(one -> !one.containsKey("id")).count();
                summary(message, "cancelled " + cancelled);
            }
            case "swamp" -> {
                out.println("this is no message");
                out.println("{\"jsonrpc\":\"2.0\",\"id\":987654321,\"result\":{}}");
                out.println("x".repeat(5 << 20));
                out.println("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\"");
                out.println("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"ping\"}");
                summary(message, "after the swamp");
                summary(message, "a second answer");
            }
            default -> summary(message, params.getJsonObject("arguments").getString("text"));
        }
    }

    private void summary(JsonObject request, String text) {
        progress(request, 1, "queued");
        progress(request, 2, "dispatched");
        // Not rising: to be ignored.
        progress(request, 2, "queued");
        answer(
                request,
                new JsonObject().put("structuredContent", new JsonObject().put("summary", text)));
    }

    private void progress(JsonObject request, int step, String word) {
        Object token =
                request.getJsonObject("params").getJsonObject("_meta").getValue("progressToken");
        if (token != null) {
            JsonObject params =
                    new JsonObject()
                            .put("progressToken", token)
                            .put("progress", step)
                            .put("message", word);
            out.println(
                    new JsonObject()
                            .put("jsonrpc", "2.0")
                            .put("method", "notifications/progress")
                            .put("params", params)
                            .encode());
        }
    }

    private void answer(JsonObject request, JsonObject result) {
        out.println(
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", request.getValue("id"))
                        .put("result", result)
                        .encode());
    }

    private void error(JsonObject request, int code) {
        out.println(
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", request.getValue("id"))
                        .put("error", new JsonObject().put("code", code).put("message", "no"))
                        .encode());
    }
}
