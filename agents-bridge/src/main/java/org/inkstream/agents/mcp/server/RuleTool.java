package org.inkstream.agents.mcp.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tool that works by rules, on threads made for such work. For any thread. */
public final class RuleTool implements ServedTool {
    private static final Logger LOGGER = LoggerFactory.getLogger(RuleTool.class);

    private final ToolHandler handler;
    private final Executor executor;
    private final Timers clock;

    /**
     * @param executor where the tool works: never an event loop
     * @param clock for measuring only
     */
    public RuleTool(ToolHandler handler, Executor executor, Timers clock) {
        this.handler = handler;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public Agent.Exchange call(ServedCall call) {
        Working working = new Working(call);
        try {
            executor.execute(working);
        } catch (RejectedExecutionException full) {
            throw new RpcError(Rpc.OVERLOADED, "too many calls are waiting");
        }
        return working;
    }

    private ToolReply work(ServedCall call) {
        long begun = clock.monotonicNanos();
        JsonObject result;
        try {
            result = handler.call(call.arguments());
        } catch (IllegalArgumentException wrong) {
            throw new RpcError(Rpc.INVALID_PARAMS, "arguments: " + wrong.getMessage());
        } catch (RuntimeException bug) {
            // The caller hears only that it failed; why can be found here.
            LOGGER.atError().setCause(bug).addKeyValue("tool", call.tool()).log("a tool threw");
            throw new RpcError(Rpc.INTERNAL_ERROR, "the tool failed");
        }
        return new ToolReply(result, List.of(ModelUsage.ofRules("built-in", clock.since(begun))));
    }

    /** One call, waiting or worked on. */
    private final class Working implements Agent.Exchange, Runnable {
        private final ServedCall call;
        private final Promise<ToolReply> reply = Promise.promise();
        private volatile boolean abandoned;

        Working(ServedCall call) {
            this.call = call;
        }

        @Override
        public void run() {
            if (abandoned) {
                reply.fail(new RpcError(Rpc.ABANDONED, "given up before it began"));
                return;
            }
            try {
                reply.complete(work(call));
            } catch (RpcError refused) {
                reply.fail(refused);
            }
        }

        @Override
        public Future<ToolReply> reply() {
            return reply.future();
        }

        @Override
        public void abort() {
            abandoned = true;
        }
    }
}
