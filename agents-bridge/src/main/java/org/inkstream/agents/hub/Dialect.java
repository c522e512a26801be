package org.inkstream.agents.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;

/** The messages of the older hub's WebSocket dialect, as existing agents write and read them. */
final class Dialect {
    /** The largest frame that the usual client library of agents takes. */
    static final int LARGEST_FRAME_BYTES = 1 << 20;

    /** Stands as the id of an error where the request could not be told. */
    static final String NO_ID = "error";

    /** Longer texts of an agent are cut: they are for people. */
    private static final int LONGEST_REASON = 500;

    private Dialect() {}

    /**
     * @param speaksMeta whether the agent understands {@code _meta} beside the params; inside the
     *     arguments nothing may be added
     */
    static JsonObject invocation(String id, String traceId, ServedCall call, boolean speaksMeta) {
        JsonObject frame =
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("method", "tools/invoke")
                        .put(
                                "params",
                                new JsonObject()
                                        .put("name", call.tool())
                                        .put("arguments", call.arguments()))
                        .put("id", id)
                        .put("traceId", traceId);
        return speaksMeta
                ? frame.put(Rpc.META, new JsonObject().put(Rpc.META_CALL, call.tag().toJson()))
                : frame;
    }

    /**
     * What an agent answered.
     *
     * @throws CallFailure if it is no result
     */
    static ToolReply reply(JsonObject frame, boolean speaksMeta) {
        if (frame.getValue("error") instanceof JsonObject error) {
            throw failure(error, speaksMeta);
        }
        if (!(frame.getValue("result") instanceof JsonObject result)) {
            throw new CallFailure(ErrorClass.INVALID_DATA, "the agent's result is no object");
        }
        return new ToolReply(result, speaksMeta ? usage(frame) : List.of());
    }

    static JsonObject result(Object id, JsonObject result) {
        return new JsonObject().put("jsonrpc", "2.0").put("result", result).put("id", id);
    }

    static JsonObject error(Object id, int code, String message) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("error", new JsonObject().put("code", code).put("message", message))
                .put("id", id);
    }

    /** What a client of {@code tools/invoke} gets: never an error of JSON-RPC. */
    static JsonObject outcome(
            String agentId, String tool, String traceId, Optional<JsonObject> result, String why) {
        JsonObject outcome = new JsonObject().put("success", result.isPresent());
        result.ifPresentOrElse(
                answer -> outcome.put("result", answer), () -> outcome.put("error", why));
        return outcome.put("agentId", agentId).put("toolName", tool).put("traceId", traceId);
    }

    static JsonObject agents(Map<String, List<String>> toolsByAgent) {
        JsonArray agents = new JsonArray();
        toolsByAgent.forEach(
                (id, tools) ->
                        agents.add(
                                new JsonObject()
                                        .put("id", id)
                                        .put("name", id)
                                        .put("tools", new JsonArray(tools))));
        return new JsonObject().put("agents", agents);
    }

    /**
     * The tools of a registration.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    static List<HubTool> registration(JsonObject params) {
        if (!(params.getValue("tools") instanceof JsonArray offered) || offered.isEmpty()) {
            throw new IllegalArgumentException("tools must be a list of at least one tool");
        }
        List<HubTool> tools = new ArrayList<>();
        for (Object one : offered) {
            if (!(one instanceof JsonObject definition)) {
                throw new IllegalArgumentException("a tool must be an object");
            }
            tools.add(HubTool.registered(definition));
        }
        return tools;
    }

    private static CallFailure failure(JsonObject error, boolean speaksMeta) {
        int code = error.getValue("code") instanceof Integer number ? number : 0;
        String message =
                error.getValue("message") instanceof String text ? text : "no reason given";
        JsonObject data =
                error.getValue("data") instanceof JsonObject more ? more : new JsonObject();
        // Agents of the older hub send one code for everything.
        ErrorClass errorClass =
                speaksMeta
                        ? Failures.ofRefusal(new Message.Refusal("", code, message, data))
                                .errorClass()
                        : ErrorClass.UNKNOWN;
        return new CallFailure(
                errorClass, message.substring(0, Math.min(LONGEST_REASON, message.length())));
    }

    private static List<ModelUsage> usage(JsonObject frame) {
        if (!(frame.getValue(Rpc.META) instanceof JsonObject meta)
                || !(meta.getValue(Rpc.META_USAGE) instanceof JsonArray calls)) {
            return List.of();
        }
        try {
            return calls.stream().map(JsonObject.class::cast).map(ModelUsage::fromJson).toList();
        } catch (ClassCastException | IllegalArgumentException | NullPointerException wrong) {
            // Usage that cannot be read is money that nobody can account for.
            throw new CallFailure(ErrorClass.INVALID_DATA, "the agent's usage cannot be read");
        }
    }
}
