package org.inkstream.agents.hub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.agents.answers.AnswerDesk;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.UsageList;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;

/**
 * Keeps each answer that cost before it is handed out, and hands it out again to whoever says that
 * the key was asked before. Used on the hub's event loop.
 */
final class KeptReplies {
    private static final String RESULT = "result";

    private final AnswerDesk kept;

    KeptReplies(AnswerDesk kept) {
        this.kept = kept;
    }

    /**
     * @param begin works on a call of which nothing is kept
     */
    Agent.Exchange call(ServedCall call, Function<ServedCall, Agent.Exchange> begin) {
        KeptExchange exchange = new KeptExchange(call, begin);
        exchange.start();
        return exchange;
    }

    /** Completes when the answer may be handed out; never fails. */
    Future<ToolReply> keep(ServedCall call, ToolReply reply) {
        if (call.tag().key().isEmpty() || isFree(reply)) {
            return Future.succeededFuture(reply);
        }
        JsonObject json =
                new JsonObject()
                        .put(RESULT, reply.result())
                        .put(Rpc.META_USAGE, UsageList.toJson(reply.usage()));
        return kept.keep(id(call), call.tag().documentId(), json).map(reply);
    }

    /** An agent that does not say what it used may have cost anything. */
    private static boolean isFree(ToolReply reply) {
        return !reply.usage().isEmpty() && reply.usage().stream().allMatch(ModelUsage::isOfRules);
    }

    static String id(ServedCall call) {
        return KeptAnswers.id(call.tag().key(), call.tool(), call.arguments().encode());
    }

    private static ToolReply again(JsonObject json) {
        List<ModelUsage> usage = UsageList.readable(json);
        return new ToolReply(json.getJsonObject(RESULT), usage).again();
    }

    private final class KeptExchange implements Agent.Exchange {
        private final ServedCall call;
        private final Function<ServedCall, Agent.Exchange> begin;
        private final Promise<ToolReply> reply = Promise.promise();
        private Runnable stop = () -> reply.tryFail(givenUp());

        KeptExchange(ServedCall call, Function<ServedCall, Agent.Exchange> begin) {
            this.call = call;
            this.begin = begin;
        }

        void start() {
            if (call.tag().askedBefore()) {
                call.progress().queued();
                kept.find(id(call)).onSuccess(this::found);
            } else {
                ask();
            }
        }

        private void found(Optional<JsonObject> known) {
            known.ifPresentOrElse(json -> reply.tryComplete(again(json)), this::ask);
        }

        private void ask() {
            if (reply.future().isComplete()) {
                return;
            }
            Agent.Exchange exchange = begin.apply(call);
            stop = exchange::abort;
            exchange.reply()
                    .compose(answer -> keep(call, answer))
                    .onComplete(reply::tryComplete, reply::tryFail);
        }

        @Override
        public Future<ToolReply> reply() {
            return reply.future();
        }

        @Override
        public void abort() {
            stop.run();
        }
    }

    private static CallFailure givenUp() {
        return new CallFailure(ErrorClass.EVENT_LOOP, "the caller gave it up");
    }
}
