package org.inkstream.agents.mcp.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.server.Revisions;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The one endpoint of Streamable HTTP: admits a request, reads it, and hands it to the era that it
 * belongs to. Used on the event loop of its server.
 */
public final class McpEndpoint implements Handler<HttpServerRequest> {
    static final String SESSION = "mcp-session-id";

    private static final String JSON = "application/json";
    private static final int NO_CONTENT = 204;

    private final Access access;
    private final Origins origins;
    private final Sessions sessions;
    private final Timers timers;
    private final StatelessEra stateless;
    private final SessionEra inSessions;

    /**
     * @param loop of the server
     * @param timers of that loop
     */
    public McpEndpoint(
            McpServer server,
            Access access,
            Origins origins,
            Sessions sessions,
            Context loop,
            Timers timers) {
        this.access = access;
        this.origins = origins;
        this.sessions = sessions;
        this.timers = timers;
        this.stateless = new StatelessEra(server, loop, timers);
        this.inSessions = new SessionEra(server, sessions, loop, timers);
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!origins.allow(request.getHeader("origin"))) {
            refuse(request, Refusals.FORBIDDEN, "this origin may not connect");
            return;
        }
        request.pause();
        access.check(request.getHeader("authorization"))
                .onSuccess(
                        verdict -> {
                            request.resume();
                            admit(request, verdict);
                        });
    }

    private void admit(HttpServerRequest request, Access.Verdict verdict) {
        switch (verdict) {
            case ALLOWED -> serve(request);
            case MISSING -> challenge(request, "Bearer", "a bearer token is needed");
            case REFUSED ->
                    challenge(
                            request, "Bearer error=\"invalid_token\"", "the token is not accepted");
        }
    }

    private static void challenge(HttpServerRequest request, String challenge, String why) {
        request.response().putHeader("www-authenticate", challenge);
        refuse(request, Refusals.UNAUTHORIZED, why);
    }

    private void serve(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.POST)) {
            post(request);
        } else if (request.method().equals(HttpMethod.DELETE)) {
            endSession(request);
        } else {
            request.response().putHeader("allow", "POST, DELETE");
            refuse(request, Refusals.METHOD_NOT_ALLOWED, "only POST and DELETE are served");
        }
    }

    private void post(HttpServerRequest request) {
        String type = request.getHeader("content-type");
        if (type == null || !type.regionMatches(true, 0, JSON, 0, JSON.length())) {
            refuse(request, Refusals.UNSUPPORTED_TYPE, "the body must be application/json");
            return;
        }
        Accepted accepted = Accepted.of(request.getHeader("accept"));
        if (accepted.nothing()) {
            refuse(
                    request,
                    Refusals.NOT_ACCEPTABLE,
                    "answers are application/json or text/event-stream");
            return;
        }
        BoundedBody.read(request, timers, body -> read(request, accepted, body));
    }

    private void read(HttpServerRequest request, Accepted accepted, Buffer body) {
        if (Batch.isOne(body)) {
            inSessions.batch(request, body);
            return;
        }
        try {
            dispatch(request, accepted, MessageCodec.message(JsonTree.read(body)));
        } catch (MalformedMessage malformed) {
            int code = isJson(body) ? Rpc.INVALID_REQUEST : Rpc.PARSE_ERROR;
            Refusals.send(
                    request.response(),
                    Refusals.BAD_REQUEST,
                    code,
                    String.valueOf(malformed.getMessage()));
        }
    }

    private void dispatch(HttpServerRequest request, Accepted accepted, Message message) {
        if (isStateless(request, message)) {
            stateless.answer(request, accepted, message);
        } else {
            inSessions.answer(request, accepted, message);
        }
    }

    /** Clients of the session era never name the later revision, nor say it in each request. */
    private static boolean isStateless(HttpServerRequest request, Message message) {
        String version = request.getHeader(HeaderRules.VERSION);
        if (version != null && Revisions.STATELESS.contains(version)) {
            return true;
        }
        if (request.headers().contains(SESSION)
                || (version != null && Revisions.WITH_SESSIONS.contains(version))) {
            return false;
        }
        return version != null || saysRevision(message);
    }

    private static boolean saysRevision(Message message) {
        return message instanceof Message.Request asked
                && asked.params().getValue(Rpc.META) instanceof JsonObject meta
                && meta.containsKey(Rpc.META_REVISION);
    }

    private static boolean isJson(Buffer body) {
        try {
            JsonTree.read(body);
            return true;
        } catch (MalformedMessage broken) {
            return false;
        }
    }

    private void endSession(HttpServerRequest request) {
        @Nullable String id = request.getHeader(SESSION);
        if (id == null) {
            refuse(request, Refusals.BAD_REQUEST, "the header Mcp-Session-Id is missing");
        } else if (sessions.end(id)) {
            request.response().setStatusCode(NO_CONTENT).end();
        } else {
            refuse(request, Refusals.NOT_FOUND, "no such session");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String why) {
        Refusals.send(request.response(), status, Rpc.INVALID_REQUEST, why);
    }
}
