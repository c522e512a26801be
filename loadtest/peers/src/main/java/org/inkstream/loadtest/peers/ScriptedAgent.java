package org.inkstream.loadtest.peers;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An agent for tests that plays a script: the next reply for a tool is the next one that was
 * scripted for it, and a good constant answer when there is none left. MCP over HTTP/1.1 and
 * clear-text HTTP/2 on a free port of the loopback.
 */
public final class ScriptedAgent {
    private final HttpServer server;
    private final Answers answers = Answers.free();
    private final Introduction introduction = new Introduction();
    private final Map<String, Queue<ScriptedReply>> scripts = new ConcurrentHashMap<>();
    private final Script<ScriptedReply> anyTool = new Script<>();
    private final OpenStreams streams = new OpenStreams();
    private final List<JsonObject> requests = new CopyOnWriteArrayList<>();
    private final List<Promise<Void>> arrivals = new CopyOnWriteArrayList<>();

    private ScriptedAgent(Vertx vertx) {
        this.server =
                vertx.createHttpServer(
                        new HttpServerOptions()
                                .setHost("127.0.0.1")
                                .setPort(0)
                                .setHttp2ClearTextEnabled(true));
    }

    /** Completes when calls may come. */
    public static Future<ScriptedAgent> start(Vertx vertx) {
        ScriptedAgent agent = new ScriptedAgent(vertx);
        return agent.server
                .requestHandler(
                        request -> request.bodyHandler(body -> agent.play(vertx, request, body)))
                .listen()
                .map(listening -> agent);
    }

    /** What to set as the agents' URL. */
    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/mcp";
    }

    /** Adds a reply for the tool's next call that has none yet. */
    public ScriptedAgent then(String tool, ScriptedReply reply) {
        scripts.computeIfAbsent(tool, any -> new ConcurrentLinkedQueue<>()).add(reply);
        return this;
    }

    /** What becomes of calls that no reply was added for: each n-th, or all from now on. */
    public Script<ScriptedReply> anyTool() {
        return anyTool;
    }

    /** How many calls are open, and how many their clients gave up. */
    public OpenStreams streams() {
        return streams;
    }

    /** Every tool call so far, in order of arrival. */
    public List<JsonObject> requests() {
        return List.copyOf(requests);
    }

    /** Completes when the next call has arrived whole. */
    public Future<Void> nextArrival() {
        Promise<Void> arrival = Promise.promise();
        arrivals.add(arrival);
        return arrival.future();
    }

    public Future<Void> close() {
        return server.close();
    }

    /** What it says of itself. */
    public Introduction introduction() {
        return introduction;
    }

    private void play(Vertx vertx, HttpServerRequest request, Buffer body) {
        CallBytes asked = new CallBytes(body);
        if (introduction.isAsked(asked.method())) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end(introduction.answer(asked.method(), asked.id()));
            return;
        }
        requests.add(
                body.toJsonObject().put("headers", headers(request)).put("path", request.path()));
        arrivals.forEach(Promise::tryComplete);
        arrivals.clear();
        CallBytes call = new CallBytes(body);
        String tool = call.ofCall(CallBytes.quoted("tool"));
        String documentId = call.ofCall(CallBytes.quoted("documentId"));
        Queue<ScriptedReply> script = scripts.getOrDefault(tool, new ConcurrentLinkedQueue<>());
        ScriptedReply reply =
                Optional.ofNullable(script.poll()).or(anyTool::take).orElseGet(ScriptedReply::good);
        streams.follow(request.response(), reply.breaksTheStream(), end -> {});
        reply.play(vertx, request.response(), answers.render(tool, call.id(), documentId));
    }

    private static JsonObject headers(HttpServerRequest request) {
        JsonObject headers = new JsonObject();
        request.headers()
                .forEach(
                        (name, value) ->
                                headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
        return headers;
    }
}
