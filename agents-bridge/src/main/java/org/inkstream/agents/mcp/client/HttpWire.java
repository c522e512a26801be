package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.LongTexts;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;

/** Messages over Streamable HTTP, in both eras. Used on its client's event loop only. */
final class HttpWire implements Wire {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final String VERSION_HEADER = "mcp-protocol-version";

    private final HttpClientAgent client;
    private final RequestOptions endpoint;
    private final Timers timers;
    private final LongTexts texts;
    private final Runnable toolsChanged;
    private long lastId;

    /**
     * @param toolsChanged called when the agent says that it has other tools now
     */
    HttpWire(
            HttpClientAgent client,
            RequestOptions endpoint,
            Timers timers,
            LongTexts texts,
            Runnable toolsChanged) {
        this.client = client;
        this.endpoint = endpoint;
        this.timers = timers;
        this.texts = texts;
        this.toolsChanged = toolsChanged;
    }

    long nextId() {
        return ++lastId;
    }

    @Override
    public Future<Answer> ask(Dialect dialect, String method, JsonObject params) {
        long id = nextId();
        JsonObject whole = params.copy();
        if (dialect.stateless()) {
            whole.put(Rpc.META, CallMessages.clientMeta());
        }
        JsonObject request = MessageCodec.request(id, method, whole);
        return within(PATIENCE, post(dialect, method, id, request, heard -> {}, () -> {}));
    }

    @Override
    public Future<Void> tell(Dialect dialect, String method, JsonObject params) {
        JsonObject message =
                new JsonObject().put("jsonrpc", "2.0").put("method", method).put("params", params);
        return within(PATIENCE, post(dialect, method, 0, message, heard -> {}, () -> {}))
                .mapEmpty();
    }

    /**
     * Sends a message of the initialize era, or one that is no tool call.
     *
     * @param id of the request, 0 if it is none
     * @param progress hears notifications
     * @param sent called when the request goes out
     */
    HttpPost post(
            Dialect dialect,
            String method,
            long id,
            JsonObject message,
            Consumer<Message.Notification> progress,
            Runnable sent) {
        HttpPost post = new HttpPost(id, timers, other -> hear(dialect, other, progress));
        Buffer body = JsonTree.write(message, texts);
        post.start(
                client,
                endpoint,
                request -> {
                    putHeaders(request, dialect, method);
                    sent.run();
                },
                body);
        return post;
    }

    /** Ends a session; that it may fail, or never end, must not keep anybody. */
    Future<Void> endSession(Dialect dialect) {
        if (dialect.session().isEmpty()) {
            return Future.succeededFuture();
        }
        HttpPost delete = new HttpPost(0, timers, other -> {});
        delete.start(
                client,
                new RequestOptions(endpoint).setMethod(HttpMethod.DELETE),
                request -> putHeaders(request, dialect, ""),
                Buffer.buffer());
        return within(FAREWELL, delete).<Void>mapEmpty().otherwiseEmpty();
    }

    private void hear(Dialect dialect, Message message, Consumer<Message.Notification> progress) {
        if (message instanceof Message.Notification notification) {
            if (Dialect.TOOLS_CHANGED.equals(notification.method())) {
                toolsChanged.run();
            }
            progress.accept(notification);
        } else if (message instanceof Message.Request request) {
            // Nobody waits for what becomes of it: the agent will see that it got no answer.
            post(dialect, "", 0, CallMessages.answer(request), heard -> {}, () -> {});
        }
    }

    private Future<Answer> within(Duration limit, HttpPost post) {
        Timers.Timer timer =
                timers.after(
                        limit,
                        () ->
                                post.give(
                                        new CallFailure(
                                                ErrorClass.TIMEOUT, "no answer in " + limit)));
        return post.answer().onComplete(done -> timer.cancel());
    }

    private static void putHeaders(HttpClientRequest request, Dialect dialect, String method) {
        request.headers()
                .add(HttpHeaders.CONTENT_TYPE, "application/json")
                .add(HttpHeaders.ACCEPT, "application/json, text/event-stream");
        if (!dialect.revision().isEmpty()) {
            request.headers().add(VERSION_HEADER, dialect.revision());
        }
        if (!dialect.session().isEmpty()) {
            request.headers().add(HttpPost.SESSION_HEADER, dialect.session());
        }
        if (dialect.stateless()) {
            request.headers().add("mcp-method", method);
        }
    }
}
