package org.inkstream.agents.hub;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.inkstream.agents.answers.AnswerDesk;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.server.ToolSource;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.time.Timers;

/** The tools of all agents of a hub. Used on the hub's event loop only. */
final class HubTools implements ToolSource {
    /** Agents come and go. */
    private static final Duration LIST_HOLDS = Duration.ofSeconds(5);

    private final Roster roster;
    private final ToolCatalogue catalogue;
    private final Duration otherwise;
    private final SharedAnswers answers;
    private int inTheAir;
    private boolean draining;

    /**
     * @param catalogue whose timeouts apply to callers that do not say how long they wait
     * @param otherwise the timeout of tools that are not in it
     * @param kept where answers that cost are kept
     */
    HubTools(
            Roster roster,
            ToolCatalogue catalogue,
            Duration otherwise,
            Timers clock,
            KeptAnswers kept) {
        this.roster = roster;
        this.catalogue = catalogue;
        this.otherwise = otherwise;
        this.answers = new SharedAnswers(clock, new KeptReplies(new AnswerDesk(kept, clock)));
    }

    /**
     * With the tools of agents that were here a moment ago: a client that finds them missing would
     * take its calls for refused, while they only have to be made again.
     */
    @Override
    public JsonArray list() {
        JsonArray list = new JsonArray();
        roster.expected().forEach(tool -> list.add(tool.shown()));
        return list;
    }

    @Override
    public String revision() {
        return roster.revision();
    }

    @Override
    public Duration listHolds() {
        return LIST_HOLDS;
    }

    /** Answers that cost are kept, and who asks again gets them. */
    @Override
    public boolean honoursKeys() {
        return true;
    }

    @Override
    public Agent.Exchange call(ServedCall call) {
        if (draining) {
            throw new RpcError(Rpc.OVERLOADED, "the hub is about to end");
        }
        HubTool tool = tool(call.tool());
        Optional<String> problem = ArgumentCheck.problem(tool.inputSchema(), call.arguments());
        if (problem.isPresent()) {
            throw new RpcError(Rpc.INVALID_PARAMS, problem.get());
        }
        Agent.Exchange exchange =
                answers.call(
                        call,
                        first ->
                                roster.agentOf(tool)
                                        .call(
                                                first,
                                                limit(first),
                                                late -> answers.keep(first, late)));
        inTheAir++;
        exchange.reply().onComplete(ended -> inTheAir--);
        return exchange;
    }

    /** The outcome of a call as clients of the WebSocket dialect get it; never fails. */
    Future<JsonObject> invoke(ServedCall call, String traceId) {
        String agentId = roster.tool(call.tool()).map(HubTool::agentId).orElse("");
        Future<ToolReply> reply;
        try {
            reply = call(call).reply();
        } catch (RpcError | CallFailure refused) {
            reply = Future.failedFuture(refused);
        }
        return reply.map(
                        answer ->
                                Dialect.outcome(
                                        agentId,
                                        call.tool(),
                                        traceId,
                                        Optional.of(answer.result()),
                                        ""))
                .otherwise(
                        failure ->
                                Dialect.outcome(
                                        agentId,
                                        call.tool(),
                                        traceId,
                                        Optional.empty(),
                                        String.valueOf(Failures.toRpcError(failure).getMessage())));
    }

    /** {@code tools/list} of the dialect. */
    JsonObject asRegistered() {
        JsonArray list = new JsonArray();
        roster.connected().forEach(tool -> list.add(tool.definition()));
        return new JsonObject().put("tools", list);
    }

    int inTheAir() {
        return inTheAir;
    }

    /** Takes no further calls. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    private HubTool tool(String name) {
        Optional<HubTool> tool = roster.tool(name);
        if (tool.isPresent()) {
            return tool.get();
        }
        if (catalogue.byName().containsKey(name)) {
            // Agents may start after those who call them.
            throw Failures.toRpcError(
                    new CallFailure(ErrorClass.CONNECTION, "no agent serves " + name + " yet"));
        }
        throw new RpcError(Rpc.INVALID_PARAMS, "Tool '" + name + "' not found");
    }

    private Duration limit(ServedCall call) {
        Duration remaining = call.tag().remaining();
        if (!remaining.isZero()) {
            return remaining;
        }
        Tool known = catalogue.byName().get(call.tool());
        return known == null ? otherwise : known.timeout();
    }
}
