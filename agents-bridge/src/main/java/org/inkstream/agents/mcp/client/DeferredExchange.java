package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.Failures;

/** An attempt that cannot begin before something is known. Used on one event loop. */
final class DeferredExchange implements Agent.Exchange {
    private final Promise<ToolReply> reply = Promise.promise();
    private Runnable abandon = () -> {};
    private boolean aborted;

    /**
     * @param begin begins the attempt, unless it has been given up by then
     */
    static <T> DeferredExchange until(Future<T> known, Function<T, Agent.Exchange> begin) {
        DeferredExchange exchange = new DeferredExchange();
        known.onComplete(
                found -> exchange.begin(() -> begin.apply(found)),
                failure -> exchange.reply.tryFail(Failures.of(failure)));
        return exchange;
    }

    /** An attempt that ended before it began. */
    static Agent.Exchange refused(CallFailure why) {
        return until(Future.failedFuture(why), none -> new DeferredExchange());
    }

    private void begin(java.util.function.Supplier<Agent.Exchange> work) {
        if (!aborted) {
            Agent.Exchange begun = work.get();
            abandon = begun::abort;
            begun.reply().onComplete(reply);
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
