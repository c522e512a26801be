package org.inkstream.agents.mcp.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.mcp.server.Era;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.server.Revisions;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.time.Timers;

/** Answers clients that introduce themselves: revisions 2025-03-26 to 2025-11-25. */
final class SessionEra {
    private static final String INITIALIZE = "initialize";
    private static final String CANCELLED = "notifications/cancelled";
    private static final int UNAVAILABLE = 503;

    private final McpServer server;
    private final Sessions sessions;
    private final Context loop;
    private final Timers timers;

    SessionEra(McpServer server, Sessions sessions, Context loop, Timers timers) {
        this.server = server;
        this.sessions = sessions;
        this.loop = loop;
        this.timers = timers;
    }

    void answer(HttpServerRequest http, Accepted accepted, Message message) {
        if (message instanceof Message.Request request && request.method().equals(INITIALIZE)) {
            introduce(http, request);
            return;
        }
        session(http).ifPresent(session -> answer(http, accepted, session, message));
    }

    /** Several messages at once, which one revision only has. */
    void batch(HttpServerRequest http, Buffer body) {
        Optional<Session> session =
                http.headers().contains(McpEndpoint.SESSION) ? session(http) : Optional.empty();
        if (session.isEmpty() && http.headers().contains(McpEndpoint.SESSION)) {
            return;
        }
        if (session.isEmpty() || !session.get().revision().equals(Revisions.WITH_BATCHES)) {
            Refusals.send(
                    http.response(),
                    Refusals.BAD_REQUEST,
                    Rpc.INVALID_REQUEST,
                    "one message at a time");
            return;
        }
        new Batch(http.response(), loop, server, message -> hear(session.get(), message))
                .answer(body);
    }

    private void introduce(HttpServerRequest http, Message.Request request) {
        JsonObject answer =
                server.answer(request, Era.SESSIONS, CallProgress.IGNORED).response().result();
        String revision = answer.getJsonObject("result").getString("protocolVersion");
        sessions.begin(revision)
                .ifPresentOrElse(
                        session ->
                                http.response()
                                        .putHeader(McpEndpoint.SESSION, session.id())
                                        .putHeader("content-type", "application/json")
                                        .end(answer.toBuffer()),
                        () ->
                                Refusals.send(
                                        http.response(),
                                        UNAVAILABLE,
                                        request.id(),
                                        new RpcError(Rpc.OVERLOADED, "too many sessions")));
    }

    /** The session that the request belongs to; otherwise the request has been refused. */
    private Optional<Session> session(HttpServerRequest http) {
        String id = http.getHeader(McpEndpoint.SESSION);
        if (id == null) {
            Refusals.send(
                    http.response(),
                    Refusals.BAD_REQUEST,
                    Rpc.INVALID_REQUEST,
                    "begin with initialize and send the Mcp-Session-Id of its answer");
            return Optional.empty();
        }
        Optional<Session> session = sessions.use(id);
        if (session.isEmpty()) {
            Refusals.send(
                    http.response(), Refusals.NOT_FOUND, Rpc.INVALID_REQUEST, "no such session");
            return session;
        }
        String version = http.getHeader(HeaderRules.VERSION);
        if (version != null && !Revisions.WITH_SESSIONS.contains(version)) {
            Refusals.send(
                    http.response(),
                    Refusals.BAD_REQUEST,
                    Rpc.INVALID_REQUEST,
                    "this protocol revision is not spoken in a session");
            return Optional.empty();
        }
        return session;
    }

    private void answer(
            HttpServerRequest http, Accepted accepted, Session session, Message message) {
        if (!(message instanceof Message.Request request)) {
            hear(session, message);
            http.response().setStatusCode(StatelessEra.ACCEPTED).end();
            return;
        }
        if (session.isInTheAir(request.id())) {
            Refusals.send(
                    http.response(),
                    Refusals.BAD_REQUEST,
                    request.id(),
                    new RpcError(Rpc.INVALID_REQUEST, "a request with this id is in the air"));
            return;
        }
        Object token =
                request.params().getValue(Rpc.META) instanceof JsonObject meta
                        ? meta.getValue(Rpc.META_PROGRESS_TOKEN)
                        : null;
        boolean streams = accepted.stream() && (token != null || !accepted.json());
        Reply reply = new Reply(http.response(), loop, timers, token, streams, false);
        McpServer.Answering answering = server.answer(request, Era.SESSIONS, reply.progress());
        if (!answering.response().isComplete()) {
            session.begin(request.id(), () -> reply.abandon(answering, cancelled(request)));
        }
        reply.follow(answering, () -> session.end(request.id()));
    }

    private static void hear(Session session, Message message) {
        if (message instanceof Message.Notification told
                && told.method().equals(CANCELLED)
                && told.params().getValue("requestId") != null) {
            Object id = told.params().getValue("requestId");
            session.cancel(id instanceof Integer number ? Long.valueOf(number) : id);
        }
    }

    private static JsonObject cancelled(Message.Request request) {
        return MessageCodec.error(
                request.id(), new RpcError(Rpc.ABANDONED, "the client cancelled it"));
    }
}
