package org.inkstream.loadtest.peers;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** How a {@link ScriptedAgent} treats one call. */
@FunctionalInterface
public interface ScriptedReply {
    /**
     * @param good what a good agent would answer
     */
    void play(Vertx vertx, HttpServerResponse response, Buffer good);

    /** The good answer at once. */
    static ScriptedReply good() {
        return (vertx, response, good) -> json(response).end(good);
    }

    /** The good answer after a while. */
    static ScriptedReply after(long millis) {
        return (vertx, response, good) -> vertx.setTimer(millis, due -> json(response).end(good));
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

    /** The first half of the good answer, then the stream is reset. */
    static ScriptedReply resetMidBody() {
        return (vertx, response, good) ->
                json(response)
                        .setChunked(true)
                        .write(good.getBuffer(0, good.length() / 2))
                        .onComplete(written -> response.reset());
    }

    /** More and more bytes, as fast as they are taken. */
    static ScriptedReply endless() {
        return (vertx, response, good) -> {
            Buffer spaces = Buffer.buffer(" ".repeat(64 * 1_024));
            json(response).setChunked(true);
            pour(response, spaces);
        };
    }

    /** The good answer, a few bytes at a time. */
    static ScriptedReply slowly(int bytesAtATime, long everyMillis) {
        return (vertx, response, good) -> {
            json(response).setChunked(true);
            drip(vertx, response, good, bytesAtATime, everyMillis);
        };
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
        return response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8");
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

    private static void pour(HttpServerResponse response, Buffer bytes) {
        response.write(bytes).onSuccess(written -> pour(response, bytes));
    }

    private static void drip(
            Vertx vertx, HttpServerResponse response, Buffer rest, int step, long everyMillis) {
        if (rest.length() <= step) {
            response.end(rest);
            return;
        }
        response.write(rest.getBuffer(0, step));
        vertx.setTimer(
                everyMillis,
                due ->
                        drip(
                                vertx,
                                response,
                                rest.getBuffer(step, rest.length()),
                                step,
                                everyMillis));
    }
}
