package org.inkstream.agents.modeltools;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on its way along the route of its tool. One thing happens at a time, each on the thread
 * on which the one before it ended; only {@link #abort} may come from elsewhere.
 */
final class RoutedCall implements Agent.Exchange {
    private static final Logger LOGGER = LoggerFactory.getLogger(RoutedCall.class);
    private static final String NOT_ATTEMPTED = "_not_attempted";
    private static final String OVER_BUDGET = "_over_budget";

    private final ModelTool tool;
    private final ServedCall call;
    private final TimeBudget time;
    private final Promise<ToolReply> reply = Promise.promise();
    private final List<ModelUsage> used = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Abortable current = new Abortable();
    private boolean overBudget;

    RoutedCall(ModelTool tool, ServedCall call) {
        this.tool = tool;
        this.call = call;
        this.time = tool.timeFor(call);
    }

    void start() {
        ask(0, new CallFailure(ErrorClass.TIMEOUT, "there was no time to ask a model"))
                .onComplete(reply);
    }

    @Override
    public Future<ToolReply> reply() {
        return reply.future();
    }

    @Override
    public void abort() {
        current.abort();
    }

    /**
     * @param last why the model before did not answer
     */
    private Future<ToolReply> ask(int place, CallFailure last) {
        if (current.aborted()) {
            return Future.failedFuture(new RpcError(Rpc.ABANDONED, "given up on its way"));
        }
        if (place == tool.models().size()) {
            return tool.rulesLast() ? askRules() : withoutRules(last);
        }
        ModelSpec model = tool.models().get(place);
        boolean modelsBehind = place + 1 < tool.models().size();
        ModelAttempt attempt =
                new ModelAttempt(
                        tool,
                        model,
                        call,
                        time,
                        time.share(modelsBehind, tool.rulesLast()),
                        current,
                        used);
        return attempt.start()
                .map(result -> new ToolReply(result, used))
                .recover(failure -> next(place, model, Failures.of(failure), last));
    }

    private Future<ToolReply> next(
            int place, ModelSpec model, CallFailure failure, CallFailure last) {
        LOGGER.atDebug()
                .addKeyValue("documentId", call.tag().documentId())
                .addKeyValue("tool", tool.name())
                .addKeyValue("model", model.name())
                .addKeyValue("errorClass", failure.errorClass().wireName())
                .log("a model did not answer; its route goes on");
        failures.add(
                model.name()
                        + ": "
                        + (failure.isOverBudget()
                                ? failure.getMessage()
                                : failure.errorClass().wireName()));
        overBudget = overBudget || failure.isOverBudget();
        // Where there was no money for one model, another's failure decides whether to ask again.
        return ask(place + 1, failure.isOverBudget() && place > 0 ? last : failure);
    }

    /** No money is no failure of anybody: asking again would not help, healing may. */
    private Future<ToolReply> withoutRules(CallFailure last) {
        if (!last.isOverBudget()) {
            return Future.failedFuture(spent(last));
        }
        JsonObject result =
                new JsonObject()
                        .put(NOT_ATTEMPTED, "budget (" + String.join(", ", failures) + ")")
                        .put(OVER_BUDGET, true);
        return Future.succeededFuture(new ToolReply(result, used));
    }

    private Future<ToolReply> askRules() {
        Agent.Exchange exchange;
        try {
            exchange = tool.rules().call(call);
        } catch (RpcError full) {
            return Future.failedFuture(full);
        }
        current.set(exchange::abort);
        return exchange.reply().map(this::byRules);
    }

    /** The rules' own answer, which says that it stands in for models. */
    private ToolReply byRules(ToolReply answer) {
        used.addAll(answer.usage());
        String why = "no model answered (" + String.join(", ", failures) + ")";
        JsonObject result = answer.result().copy();
        if (result.getValue(NOT_ATTEMPTED) instanceof String beyondRules) {
            result.put(NOT_ATTEMPTED, why + "; " + beyondRules);
            if (overBudget) {
                result.put(OVER_BUDGET, true);
            }
        } else {
            result.put("_degraded", why);
        }
        return new ToolReply(result, used);
    }

    /** The last failure, with the bill of all of them. */
    private CallFailure spent(CallFailure last) {
        CallFailure failure =
                failures.size() < 2
                        ? last
                        : new CallFailure(
                                last.errorClass(),
                                "no model answered ("
                                        + String.join(", ", failures)
                                        + "); at last: "
                                        + last.getMessage(),
                                last.retryAfter());
        return failure.withUsage(used);
    }
}
