package org.inkstream.agents.hub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;

/**
 * Lets calls with one idempotency key be worked on once: who asks again while the first is in the
 * air gets its answer, and so does who asks again soon after, which is what a caller does whose
 * connection broke. Answers that cost are kept beyond the end of the hub, see {@link KeptReplies}.
 */
final class SharedAnswers {
    private static final int MOST_KEPT = 256;
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Timers clock;
    private final KeptReplies durable;
    private final Map<String, Shared> inTheAir = new HashMap<>();
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(ToolReply reply, long sinceNanos) {}

    SharedAnswers(Timers clock, KeptReplies durable) {
        this.clock = clock;
        this.durable = durable;
    }

    /**
     * The call itself, or a share in the one that came first.
     *
     * @param begin works on a call that is the first with its key
     */
    Agent.Exchange call(ServedCall call, Function<ServedCall, Agent.Exchange> begin) {
        if (call.tag().key().isEmpty()) {
            return begin.apply(call);
        }
        String id = KeptReplies.id(call);
        forgetOld();
        Kept known = kept.get(id);
        if (known != null) {
            return answered(known.reply().again());
        }
        Shared shared = inTheAir.get(id);
        if (shared == null) {
            return first(id, call, begin);
        }
        shared.stages.add(call.progress());
        return shared.join(call.progress(), () -> inTheAir.remove(id));
    }

    private Agent.Exchange first(
            String id, ServedCall call, Function<ServedCall, Agent.Exchange> begin) {
        Stages stages = new Stages();
        stages.add(call.progress());
        Shared shared =
                new Shared(
                        stages,
                        durable.call(
                                new ServedCall(call.tool(), call.arguments(), call.tag(), stages),
                                begin));
        Agent.Exchange share = shared.join(call.progress(), () -> inTheAir.remove(id, shared));
        inTheAir.put(id, shared);
        shared.exchange
                .reply()
                .onComplete(outcome -> inTheAir.remove(id, shared))
                .onSuccess(reply -> remember(call, reply));
        return share;
    }

    /** An answer that nobody waited for any more. */
    void keep(ServedCall call, ToolReply reply) {
        if (!call.tag().key().isEmpty()) {
            durable.keep(call, reply).onSuccess(durable -> remember(call, reply));
        }
    }

    private void remember(ServedCall call, ToolReply reply) {
        kept.put(KeptReplies.id(call), new Kept(reply, clock.monotonicNanos()));
        forgetOld();
    }

    private void forgetOld() {
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext()) {
            Kept next = oldest.next();
            if (kept.size() <= MOST_KEPT && clock.since(next.sinceNanos()).compareTo(KEPT) < 0) {
                return;
            }
            oldest.remove();
        }
    }

    private static Agent.Exchange answered(ToolReply reply) {
        return new Agent.Exchange() {
            @Override
            public Future<ToolReply> reply() {
                return Future.succeededFuture(reply);
            }

            @Override
            public void abort() {}
        };
    }

    /** Tells everybody who waits where the call stands, and whoever comes later too. */
    private static final class Stages implements CallProgress {
        private final List<CallProgress> listeners = new ArrayList<>();
        private Consumer<CallProgress> stage = listener -> {};

        void add(CallProgress listener) {
            listeners.add(listener);
            stage.accept(listener);
        }

        @Override
        public void queued() {
            reach(CallProgress::queued);
        }

        @Override
        public void dispatched() {
            reach(CallProgress::dispatched);
        }

        private void reach(Consumer<CallProgress> next) {
            stage = next;
            List.copyOf(listeners).forEach(next);
        }
    }

    /** One call and everybody who waits for it. */
    private static final class Shared {
        private final Stages stages;
        private final Agent.Exchange exchange;
        private int waiting;

        Shared(Stages stages, Agent.Exchange exchange) {
            this.stages = stages;
            this.exchange = exchange;
        }

        /**
         * @param abandoned told when the last who waited has gone
         */
        Agent.Exchange join(CallProgress progress, Runnable abandoned) {
            waiting++;
            Promise<ToolReply> reply = Promise.promise();
            exchange.reply().onSuccess(reply::tryComplete).onFailure(reply::tryFail);
            return new Agent.Exchange() {
                @Override
                public Future<ToolReply> reply() {
                    return reply.future();
                }

                @Override
                public void abort() {
                    if (reply.tryFail(
                            new CallFailure(ErrorClass.EVENT_LOOP, "the caller gave it up"))) {
                        stages.listeners.remove(progress);
                        waiting--;
                        if (waiting == 0) {
                            abandoned.run();
                            exchange.abort();
                        }
                    }
                }
            };
        }
    }
}
