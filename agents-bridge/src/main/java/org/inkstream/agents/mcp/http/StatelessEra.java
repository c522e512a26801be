package org.inkstream.agents.mcp.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import org.inkstream.agents.mcp.server.Era;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.time.Timers;

/** Answers requests that stand alone: revision 2026-07-28. */
final class StatelessEra {
    static final int ACCEPTED = 202;

    private final McpServer server;
    private final Context loop;
    private final Timers timers;

    StatelessEra(McpServer server, Context loop, Timers timers) {
        this.server = server;
        this.loop = loop;
        this.timers = timers;
    }

    void answer(HttpServerRequest http, Accepted accepted, Message message) {
        if (message instanceof Message.Request request) {
            answer(http, accepted, request);
        } else if (message instanceof Message.Notification) {
            // Whoever wants a call to end closes its stream: there is nothing to be told here.
            http.response().setStatusCode(ACCEPTED).end();
        } else {
            Refusals.send(
                    http.response(),
                    Refusals.BAD_REQUEST,
                    Rpc.INVALID_REQUEST,
                    "nothing was asked of the client");
        }
    }

    private void answer(HttpServerRequest http, Accepted accepted, Message.Request request) {
        try {
            check(http, request);
        } catch (RpcError refused) {
            Refusals.send(http.response(), Refusals.BAD_REQUEST, request.id(), refused);
            return;
        }
        Object token = request.params().getJsonObject(Rpc.META).getValue(Rpc.META_PROGRESS_TOKEN);
        boolean streams = accepted.stream() && (token != null || !accepted.json());
        Reply reply = new Reply(http.response(), loop, timers, token, streams, true);
        reply.follow(server.answer(request, Era.STATELESS, reply.progress()), () -> {});
    }

    private void check(HttpServerRequest http, Message.Request request) {
        if (!http.headers().contains(HeaderRules.VERSION)) {
            throw new RpcError(
                    Rpc.HEADER_MISMATCH, "the header " + HeaderRules.VERSION + " is missing");
        }
        try {
            McpServer.checkMeta(request.params());
        } catch (RpcError refused) {
            // Two that contradict each other are no question of what is spoken here.
            if (refused.code() == Rpc.UNSUPPORTED_REVISION) {
                HeaderRules.check(http.headers(), request);
            }
            throw refused;
        }
        HeaderRules.check(http.headers(), request);
        if (request.method().equals(Rpc.CALL_TOOL)) {
            HeaderRules.checkParameters(http.headers(), request.params(), server.tools());
        }
    }
}
