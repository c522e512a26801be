package org.inkstream.loadtest.peers;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** How a {@link ScriptedAgent} treats one call. */
@FunctionalInterface
public interface ScriptedReply {
    /**
     * @param good what a good agent would answer
     */
    void play(Vertx vertx, HttpServerResponse response, Buffer good);

    /** Whether it breaks the stream itself, which is then not the client's doing. */
    default boolean breaksTheStream() {
        return false;
    }

    /** The good answer at once. */
    static ScriptedReply good() {
        return (vertx, response, good) -> json(response).end(good);
    }

    /** The good answer after a while. */
    static ScriptedReply after(long millis) {
        return (vertx, response, good) -> vertx.setTimer(millis, due -> json(response).end(good));
    }

    /** The good answer when this has come. */
    static ScriptedReply once(Future<?> come) {
        return (vertx, response, good) -> come.onSuccess(any -> json(response).end(good));
    }

    /** Nothing, ever. */
    static ScriptedReply silence() {
        return (vertx, response, good) -> {};
    }

    /** These bytes as JSON. */
    static ScriptedReply bytes(Buffer body) {
        return (vertx, response, good) -> json(response).end(body);
    }

    /** A result of the caller's making, good in all other respects. */
    static ScriptedReply result(JsonObject structuredContent) {
        return (vertx, response, good) -> {
            JsonObject answer = good.toJsonObject();
            answer.getJsonObject("result").put("structuredContent", structuredContent);
            json(response).end(answer.toBuffer());
        };
    }

    /** A JSON-RPC error with status 200. */
    static ScriptedReply rpcError(int code) {
        return (vertx, response, good) -> {
            JsonObject answer = good.toJsonObject();
            answer.remove("result");
            JsonObject error = new JsonObject().put("code", code).put("message", "scripted");
            json(response).end(answer.put("error", error).toBuffer());
        };
    }

    /** This status and a line of text. */
    static ScriptedReply status(int status) {
        return (vertx, response, good) -> response.setStatusCode(status).end("scripted");
    }

    /** This status with {@code Retry-After}. */
    static ScriptedReply status(int status, String retryAfter) {
        return (vertx, response, good) ->
                response.setStatusCode(status)
                        .putHeader(HttpHeaders.RETRY_AFTER, retryAfter)
                        .end("scripted");
    }

    /** A page for people, as a proxy might send it. */
    static ScriptedReply html() {
        return (vertx, response, good) ->
                response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                        .end("<html><body>Welcome</body></html>");
    }

    /** The good answer under another request's id. */
    static ScriptedReply wrongId() {
        return (vertx, response, good) ->
                json(response).end(good.toJsonObject().put("id", 987_654_321).toBuffer());
    }

    /** The first half of the good answer as if it were the whole. */
    static ScriptedReply truncated() {
        return (vertx, response, good) -> json(response).end(good.getBuffer(0, good.length() / 2));
    }

    /** The stream is reset before a byte of an answer. */
    static ScriptedReply resetBefore() {
        return breaking((vertx, response, good) -> response.reset());
    }

    /**
     * So many bytes of the good answer, then the stream is reset.
     *
     * @param bytes of the body, the head not counted
     */
    static ScriptedReply resetAfterBytes(int bytes) {
        return breaking(
                (vertx, response, good) ->
                        json(response)
                                .setChunked(true)
                                .write(good.getBuffer(0, Math.min(bytes, good.length())))
                                .onComplete(written -> response.reset()));
    }

    /** The first half of the good answer, then the stream is reset. */
    static ScriptedReply resetMidBody() {
        return breaking(
                (vertx, response, good) ->
                        resetAfterBytes(good.length() / 2).play(vertx, response, good));
    }

    /** The first half of the good answer is on its way when this happens. */
    static ScriptedReply halfThen(Runnable event) {
        return (vertx, response, good) ->
                json(response)
                        .setChunked(true)
                        .write(good.getBuffer(0, good.length() / 2))
                        .onComplete(written -> event.run());
    }

    /** More and more bytes, as fast as they are taken, until the client closes the stream. */
    static ScriptedReply endless() {
        return (vertx, response, good) ->
                new Pouring(vertx, json(response)).forever(Buffer.buffer(" "));
    }

    /** Endless as well, made of this piece. */
    static ScriptedReply endless(Buffer piece) {
        return (vertx, response, good) -> new Pouring(vertx, json(response)).forever(piece);
    }

    /**
     * The good answer, preceded by padding that is never held whole here.
     *
     * @param bytes of padding
     */
    static ScriptedReply huge(long bytes) {
        return (vertx, response, good) -> new Pouring(vertx, json(response)).padded(good, bytes);
    }

    /** The good answer, a few bytes at a time. */
    static ScriptedReply slowly(int bytesAtATime, long everyMillis) {
        return (vertx, response, good) ->
                new Pouring(vertx, json(response)).drip(good, bytesAtATime, everyMillis);
    }

    /** The good answer with a byte in its last string that UTF-8 does not know. */
    static ScriptedReply invalidUtf8() {
        return (vertx, response, good) -> {
            // No other character has this byte in UTF-8, and it cannot stand in a good answer.
            int quote = good.toString(StandardCharsets.ISO_8859_1).lastIndexOf(":\"");
            Buffer bad = good.getBuffer(0, quote + 2).appendByte((byte) 0xFF);
            json(response).end(bad.appendBuffer(good.getBuffer(quote + 2, good.length())));
        };
    }

    /** The tool itself says that it failed: a result with {@code isError}. */
    static ScriptedReply toolError(String message) {
        return (vertx, response, good) -> {
            JsonObject answer = good.toJsonObject();
            JsonObject text = new JsonObject().put("type", "text").put("text", message);
            answer.getJsonObject("result")
                    .put("isError", true)
                    .put("content", new JsonArray().add(text))
                    .remove("structuredContent");
            json(response).end(answer.toBuffer());
        };
    }

    /** The good answer with every member of its result of a type that no schema expects there. */
    static ScriptedReply schemaInvalid() {
        return (vertx, response, good) -> {
            JsonObject wrong = new JsonObject();
            JsonObject result = good.toJsonObject().getJsonObject("result");
            result.getJsonObject("structuredContent")
                    .fieldNames()
                    .forEach(name -> wrong.put(name, new JsonObject().put("wrong", true)));
            result(wrong).play(vertx, response, good);
        };
    }

    /** The good answer twice in one event stream. */
    static ScriptedReply duplicate() {
        return (vertx, response, good) ->
                events(response).end(event(good).appendBuffer(event(good)));
    }

    /** Progress, then the good answer, as an event stream that ends. */
    static ScriptedReply eventStream() {
        return (vertx, response, good) ->
                events(response).end(Buffer.buffer(progress()).appendBuffer(event(good)));
    }

    /** Progress, then the good answer, as an event stream that stays open. */
    static ScriptedReply eventStreamLeftOpen() {
        return (vertx, response, good) ->
                events(response).write(Buffer.buffer(progress()).appendBuffer(event(good)));
    }

    /** Progress, and the event stream ends without an answer. */
    static ScriptedReply eventStreamUnanswered() {
        return (vertx, response, good) -> events(response).end(progress());
    }

    private static HttpServerResponse json(HttpServerResponse response) {
        // A peer that streams has said so already.
        return response.headers().contains(HttpHeaders.CONTENT_TYPE)
                ? response
                : response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8");
    }

    private static HttpServerResponse events(HttpServerResponse response) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream").setChunked(true);
    }

    private static String progress() {
        JsonObject params = new JsonObject().put("progressToken", 1).put("progress", 1);
        JsonObject notification =
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("method", "notifications/progress")
                        .put("params", params.put("message", "dispatched"));
        return ": hello\n\nevent: message\ndata: " + notification.encode() + "\n\n";
    }

    private static Buffer event(Buffer message) {
        return Buffer.buffer("event: message\r\ndata: ")
                .appendBuffer(message)
                .appendString("\r\n\r\n");
    }

    private static ScriptedReply breaking(ScriptedReply reply) {
        return new ScriptedReply() {
            @Override
            public void play(Vertx vertx, HttpServerResponse response, Buffer good) {
                reply.play(vertx, response, good);
            }

            @Override
            public boolean breaksTheStream() {
                return true;
            }
        };
    }
}
