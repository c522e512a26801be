package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.jspecify.annotations.Nullable;

/** Child processes as one event loop sees them. Used on that loop only. */
final class StdioAgent implements Agent {
    private final StdioService service;
    private final Executor loop;
    private final Set<Crossing> inTheAir = new HashSet<>();

    StdioAgent(StdioService service, Executor loop) {
        this.service = service;
        this.loop = loop;
    }

    @Override
    public Exchange call(ToolCall call, int attempt, CallProgress progress) {
        Crossing crossing = new Crossing(progress);
        inTheAir.add(crossing);
        progress.queued();
        service.home().execute(() -> crossing.begin(call, attempt));
        return crossing;
    }

    @Override
    public Future<Void> close() {
        CallFailure closed = new CallFailure(ErrorClass.CONNECTION, "the agent is closed");
        List.copyOf(inTheAir)
                .forEach(
                        crossing -> {
                            crossing.abort();
                            crossing.reply.tryFail(closed);
                        });
        return Future.succeededFuture();
    }

    /** One attempt between the loop of its call and the loop of the conversation. */
    private final class Crossing implements Exchange, CallProgress {
        private final CallProgress progress;
        private final Promise<ToolReply> reply = Promise.promise();

        /** Both belong to the conversation's loop. */
        private @Nullable Exchange exchange;

        private boolean abortedThere;

        Crossing(CallProgress progress) {
            this.progress = progress;
        }

        void begin(ToolCall call, int attempt) {
            if (!abortedThere) {
                Exchange begun = service.call(call, attempt, this);
                exchange = begun;
                begun.reply().onComplete(done -> loop.execute(() -> end(done)));
            }
        }

        private void end(io.vertx.core.AsyncResult<ToolReply> done) {
            if (inTheAir.remove(this)) {
                if (done.succeeded()) {
                    reply.tryComplete(done.result());
                } else {
                    reply.tryFail(done.cause());
                }
            }
        }

        @Override
        public void queued() {
            loop.execute(() -> tellInTheAir(progress::queued));
        }

        @Override
        public void dispatched() {
            loop.execute(() -> tellInTheAir(progress::dispatched));
        }

        private void tellInTheAir(Runnable news) {
            if (inTheAir.contains(this)) {
                news.run();
            }
        }

        @Override
        public Future<ToolReply> reply() {
            return reply.future();
        }

        @Override
        public void abort() {
            inTheAir.remove(this);
            service.home()
                    .execute(
                            () -> {
                                abortedThere = true;
                                if (exchange != null) {
                                    exchange.abort();
                                }
                            });
        }
    }
}
