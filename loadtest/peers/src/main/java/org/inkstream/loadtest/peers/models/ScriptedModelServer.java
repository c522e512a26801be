package org.inkstream.loadtest.peers.models;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.loadtest.peers.OpenStreams;

/**
 * A model server for tests that speaks HTTP/1.1 on the loopback in one of three dialects, answers
 * well by default and misbehaves as its script says. A good answer is JSON made from the schema
 * that the request carries, where each string names its own member; tokens are a quarter of the
 * characters. {@code GET /stats} tells in any dialect how many requests came, are open, running,
 * waiting and cancelled. Thread-safe; everything may be changed while it serves.
 */
public final class ScriptedModelServer {
    private static final int LONGEST_HEADERS_BYTES = 64 * 1_024;

    private final HttpServer server;
    private final Setup setup = new Setup();
    private final Slots slots = new Slots();
    private final Observed observed = new Observed();
    private final Reception reception;

    private ScriptedModelServer(Vertx vertx, Dialect dialect, int port) {
        this.reception = new Reception(vertx, dialect, setup, slots, observed);
        this.server =
                vertx.createHttpServer(
                        new HttpServerOptions()
                                .setHost("127.0.0.1")
                                .setPort(port)
                                .setMaxHeaderSize(LONGEST_HEADERS_BYTES)
                                .setHttp2ClearTextEnabled(false));
    }

    /** On any free port; completes when requests may come. */
    public static Future<ScriptedModelServer> start(Vertx vertx, Dialect dialect) {
        return start(vertx, dialect, 0);
    }

    /**
     * Completes when requests may come, fails if the port is taken.
     *
     * @param port 0 means any free one
     */
    public static Future<ScriptedModelServer> start(Vertx vertx, Dialect dialect, int port) {
        ScriptedModelServer peer = new ScriptedModelServer(vertx, dialect, port);
        return peer.server.requestHandler(peer.reception::handle).listen().map(listening -> peer);
    }

    /** Without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.close();
    }

    /** For the next requests for answers that have none yet, in this order. */
    public ScriptedModelServer nextAnswers(ModelReply... replies) {
        reception.script().next(List.of(replies));
        return this;
    }

    /**
     * For one request for an answer.
     *
     * @param number 1 is the first that ever comes
     */
    public ScriptedModelServer answerAt(int number, ModelReply reply) {
        reception.script().at(number, reply);
        return this;
    }

    /** For each n-th request for an answer. */
    public ScriptedModelServer everyNth(int n, ModelReply reply) {
        reception.script().everyNth(n, reply);
        return this;
    }

    /** For all requests for answers that nothing else is said about. */
    public ScriptedModelServer fromNowOn(ModelReply reply) {
        reception.script().fromNowOn(reply);
        return this;
    }

    /** Takes back what was said about requests for answers. */
    public ScriptedModelServer behave() {
        reception.script().behave();
        return this;
    }

    /** For the next requests to another path, for example {@code /api/ps} or a batch's results. */
    public ScriptedModelServer nextPages(String path, ModelReply... replies) {
        reception.scriptOfPage(path).next(List.of(replies));
        return this;
    }

    /** Every answer's text; empty means the default one. */
    public ScriptedModelServer says(Function<ModelRequest, Optional<String>> text) {
        setup.text = text;
        return this;
    }

    /** The value of every member of this name in answers that follow a schema. */
    public ScriptedModelServer fills(String member, Object value) {
        return fills(member, request -> value);
    }

    /** The value of every member of this name, made from the request: a quote from the letter. */
    public ScriptedModelServer fills(String member, Function<ModelRequest, Object> value) {
        setup.members.put(member, value);
        return this;
    }

    /** What a string member says by default. */
    public static String sentence(String member) {
        return SchemaText.sentence(member);
    }

    /** Knows only these models; any other is not found. */
    public ScriptedModelServer knows(String... models) {
        setup.models = List.of(models);
        return this;
    }

    /** Takes only requests with this key, as {@code x-api-key} or as a bearer. */
    public ScriptedModelServer requiresKey(String key) {
        setup.key = key;
        return this;
    }

    /** Adds a header to every response, or replaces one. */
    public ScriptedModelServer header(String name, String value) {
        setup.headers.put(name, value);
        return this;
    }

    /** Which of the OpenAI-compatible servers it is; vLLM at first. */
    public ScriptedModelServer flavour(OpenAiFlavour flavour) {
        setup.flavour = flavour;
        return this;
    }

    /** How long each answer takes once it has a slot: a quarter to read, the rest to write. */
    public ScriptedModelServer takes(Duration service) {
        setup.service = service;
        return this;
    }

    /** How long Ollama takes to load a model, or to load it again with another context. */
    public ScriptedModelServer loadsIn(Duration load) {
        setup.load = load;
        return this;
    }

    /** Makes at most so many answers at once; the other requests wait in order of arrival. */
    public ScriptedModelServer slots(int atOnce) {
        slots.bound(atOnce);
        return this;
    }

    /** Says that it is busy (503) when so many wait already. */
    public ScriptedModelServer waitingAtMost(int requests) {
        slots.boundWaiting(requests);
        return this;
    }

    /** After how many questions about it a batch has ended; one at first. */
    public ScriptedModelServer batchesEndAfter(int polls) {
        setup.batchPolls = polls;
        return this;
    }

    /** What becomes of a request in batches that are created from now on. */
    public ScriptedModelServer inBatches(String customId, BatchEnd end) {
        setup.batchEnds.put(customId, end);
        return this;
    }

    /** Every request so far in order of arrival, those it turned down included. */
    public List<ReceivedRequest> requests() {
        return observed.requests();
    }

    /** Those of them that want something of a model; whoever only looks at the server does not. */
    public List<ReceivedRequest> questions() {
        return observed.questions();
    }

    /** How many requests are open, and how many their clients gave up. */
    public OpenStreams streams() {
        return observed.streams();
    }

    /** Requests that have a slot. */
    public int running() {
        return slots.running();
    }

    /** Requests that wait for a slot. */
    public int waiting() {
        return slots.waiting();
    }

    /** Completes when the next request has arrived whole. */
    public Future<ReceivedRequest> nextArrival() {
        return observed.nextArrival();
    }

    /** Completes when the next request ends, whichever way. */
    public Future<OpenStreams.End> nextEnd() {
        return observed.nextEnd();
    }
}
