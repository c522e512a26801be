package org.inkstream.agents.mcp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Executor;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.client.CallMessages;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.McpPeer;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;

/**
 * An agent in this process, asked with the same messages as one elsewhere; only the bytes are left
 * out. One per event loop.
 */
public final class InProcessAgent implements Agent, McpPeer {
    private final McpServer server;
    private final Executor home;
    private long lastId;

    /**
     * @param home the event loop on which calls are made, and answered whichever thread worked
     */
    public InProcessAgent(McpServer server, Executor home) {
        this.server = server;
        this.home = home;
    }

    @Override
    public Exchange call(ToolCall call, int attempt, CallProgress progress) {
        InProcessExchange exchange = new InProcessExchange(++lastId);
        // In a turn of its own: all calls of a letter at once would keep the loop for too long.
        home.execute(() -> exchange.begin(call, attempt, progress));
        return exchange;
    }

    @Override
    public String protocolVersion() {
        return Rpc.REVISION;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private final class InProcessExchange implements Exchange {
        private final long id;
        private final Promise<ToolReply> reply = Promise.promise();
        private Runnable abandon = () -> {};
        private boolean aborted;

        InProcessExchange(long id) {
            this.id = id;
        }

        void begin(ToolCall call, int attempt, CallProgress progress) {
            if (aborted) {
                return;
            }
            JsonObject request = CallMessages.request(id, call, attempt);
            McpServer.Answering answering = server.handle(request, atHome(progress));
            abandon = answering.abandon();
            answering.response().onSuccess(response -> home.execute(() -> hear(response)));
        }

        private CallProgress atHome(CallProgress progress) {
            return new CallProgress() {
                @Override
                public void queued() {
                    home.execute(progress::queued);
                }

                @Override
                public void dispatched() {
                    home.execute(progress::dispatched);
                }
            };
        }

        private void hear(JsonObject response) {
            try {
                reply.complete(CallMessages.reply(id, MessageCodec.message(response)));
            } catch (CallFailure | MalformedMessage unusable) {
                reply.fail(Failures.of(unusable));
            }
        }

        @Override
        public Future<ToolReply> reply() {
            return reply.future();
        }

        @Override
        public void abort() {
            aborted = true;
            abandon.run();
        }
    }
}
