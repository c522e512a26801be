package org.inkstream.agents.mcp.client;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent of the initialize era for tests. Scripted between calls, from the test's thread. */
final class SessionServer {
    /** What came in, in order: method, or DELETE, with its session. */
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    final List<JsonObject> calls = Collections.synchronizedList(new ArrayList<>());
    final List<JsonObject> headers = Collections.synchronizedList(new ArrayList<>());

    volatile String revision = "2025-11-25";
    volatile boolean streams;
    volatile boolean silent;
    final AtomicInteger outages = new AtomicInteger();
    volatile List<JsonObject> tools = List.of(tool("generate_summary"));
    volatile boolean endlessPages;
    volatile String session = "s1";

    private final HttpServer server;

    SessionServer(Vertx vertx) {
        server =
                vertx.createHttpServer()
                        .requestHandler(
                                request ->
                                        request.bodyHandler(
                                                body ->
                                                        play(
                                                                request,
                                                                body.length() == 0
                                                                        ? new JsonObject()
                                                                        : body.toJsonObject())))
                        .listen(0, "127.0.0.1")
                        .await();
    }

    static JsonObject tool(String name) {
        return new JsonObject()
                .put("name", name)
                .put("inputSchema", new JsonObject().put("type", "object"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/mcp";
    }

    void close() {
        server.close().await();
    }

    private void play(HttpServerRequest request, JsonObject message) {
        HttpServerResponse response = request.response();
        String told = String.valueOf(request.getHeader("mcp-session-id"));
        String method = message.getString("method", request.method().name());
        heard.add(method + " " + told);
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            response.reset();
            return;
        }
        switch (method) {
            case "initialize" -> {
                response.putHeader("mcp-session-id", session);
                answer(
                        response,
                        message,
                        new JsonObject()
                                .put("protocolVersion", revision)
                                .put("capabilities", new JsonObject())
                                .put(
                                        "serverInfo",
                                        new JsonObject().put("name", "old").put("version", "1")));
            }
            case "server/discover" ->
                    json(response.setStatusCode(400))
                            .end(
                                    "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,"
                                            + "\"message\":\"Bad Request: Server not initialized\"}}");
            case "notifications/initialized", "notifications/cancelled" ->
                    response.setStatusCode(202).end();
            case "DELETE" -> response.setStatusCode(204).end();
            case "tools/list" -> list(response, message);
            default -> call(request, message, told);
        }
    }

    private void list(HttpServerResponse response, JsonObject message) {
        String cursor = message.getJsonObject("params").getString("cursor", "0");
        int at = endlessPages ? 0 : Integer.parseInt(cursor);
        JsonObject page = new JsonObject().put("tools", new JsonArray().add(tools.get(at)));
        if (endlessPages || at + 1 < tools.size()) {
            page.put("nextCursor", String.valueOf(at + 1));
        }
        answer(response, message, page);
    }

    private void call(HttpServerRequest request, JsonObject message, String told) {
        if (!told.equals(session)) {
            json(request.response().setStatusCode(404))
                    .end(
                            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32001,"
                                    + "\"message\":\"Session not found\"}}");
            return;
        }
        calls.add(message);
        JsonObject sent = new JsonObject();
        request.headers().forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), value));
        headers.add(sent);
        if (!silent) {
            answer(
                    request.response(),
                    message,
                    new JsonObject()
                            .put(
                                    "structuredContent",
                                    new JsonObject().put("summary", "An old one.")));
        }
    }

    private void answer(HttpServerResponse response, JsonObject request, JsonObject result) {
        JsonObject answer =
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", request.getValue("id"))
                        .put("result", result);
        if (streams) {
            JsonObject log =
                    new JsonObject()
                            .put("jsonrpc", "2.0")
                            .put("method", "notifications/message")
                            .put("params", new JsonObject());
            response.putHeader("content-type", "text/event-stream")
                    .end("data: " + log.encode() + "\n\ndata: " + answer.encode() + "\n\n");
        } else {
            json(response).end(answer.encode());
        }
    }

    private static HttpServerResponse json(HttpServerResponse response) {
        return response.putHeader("content-type", "application/json");
    }
}
