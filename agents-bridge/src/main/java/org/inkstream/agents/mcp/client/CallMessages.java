package org.inkstream.agents.mcp.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;

/** One attempt of a tool call as {@code tools/call}, and what the answer means. */
public final class CallMessages {
    private static final JsonObject CLIENT =
            new JsonObject().put("name", "inkstream").put("version", "1");
    private static final JsonObject NO_CAPABILITIES = new JsonObject();

    private CallMessages() {}

    /** What stands first is what agents look at first, however long the letter is. */
    public static JsonObject request(long id, ToolCall call, int attempt) {
        return request(Dialect.STATELESS, id, call, attempt, false);
    }

    /**
     * @param progress whether to ask for progress, under the request's id
     */
    static JsonObject request(
            Dialect dialect, long id, ToolCall call, int attempt, boolean progress) {
        JsonObject meta = dialect.stateless() ? clientMeta() : new JsonObject();
        meta.put(Rpc.META_CALL, CallTag.of(call, attempt).toJson());
        if (progress) {
            meta.put(Rpc.META_PROGRESS_TOKEN, id);
        }
        // Here for agents that are not ours, which know no other member.
        CallTag.putTrace(call.trace(), meta);
        JsonObject params =
                new JsonObject()
                        .put(Rpc.META, meta)
                        .put("name", call.tool())
                        .put("arguments", call.arguments());
        return MessageCodec.request(id, Rpc.CALL_TOOL, params);
    }

    static JsonObject clientInfo() {
        return CLIENT.copy();
    }

    public static JsonObject clientMeta() {
        return new JsonObject()
                .put(Rpc.META_REVISION, Rpc.REVISION)
                .put(Rpc.META_CLIENT, CLIENT)
                .put(Rpc.META_CAPABILITIES, NO_CAPABILITIES);
    }

    /** What an agent hears that asks us something: this client offers nothing but a pulse. */
    static JsonObject answer(Message.Request request) {
        return "ping".equals(request.method())
                ? MessageCodec.result(request.id(), new JsonObject())
                : MessageCodec.error(
                        request.id(),
                        new RpcError(Rpc.METHOD_NOT_FOUND, "this client offers nothing"));
    }

    /**
     * @throws CallFailure if the message is not a good answer to the request with this id
     */
    public static ToolReply reply(long id, Message message) {
        return message.match(
                request -> {
                    throw invalid("the agent answered with a request");
                },
                notification -> {
                    throw invalid("the agent answered with a notification");
                },
                result -> {
                    if (!result.id().equals(id)) {
                        throw invalid("the agent answered another request");
                    }
                    return reply(result.result());
                },
                error -> {
                    throw Failures.ofRefusal(error);
                });
    }

    private static ToolReply reply(JsonObject result) {
        if (!"complete".equals(result.getValue("resultType", "complete"))) {
            throw new CallFailure(ErrorClass.REFUSED, "the agent wants more input than a call has");
        }
        if (Boolean.TRUE.equals(result.getValue("isError"))) {
            throw new CallFailure(ErrorClass.UNKNOWN, "the tool reports an error")
                    .withUsage(usage(result));
        }
        return new ToolReply(structured(result), usage(result), isKept(result));
    }

    private static JsonObject structured(JsonObject result) {
        if (result.getValue("structuredContent") instanceof JsonObject structured) {
            return structured;
        }
        // Agents of earlier revisions put the same object into a text block.
        if (result.getValue("content") instanceof JsonArray blocks
                && blocks.size() == 1
                && blocks.getValue(0) instanceof JsonObject block
                && block.getValue("text") instanceof String text) {
            return parsed(text);
        }
        throw invalid("the answer has no structured content");
    }

    private static JsonObject parsed(String text) {
        try {
            return JsonTree.read(io.vertx.core.buffer.Buffer.buffer(text));
        } catch (MalformedMessage noJson) {
            throw invalid("the answer's text is no JSON object");
        }
    }

    private static boolean isKept(JsonObject result) {
        return result.getValue(Rpc.META) instanceof JsonObject meta
                && Boolean.TRUE.equals(meta.getValue(Rpc.META_KEPT));
    }

    private static List<ModelUsage> usage(JsonObject result) {
        if (!(result.getValue(Rpc.META) instanceof JsonObject meta)
                || !meta.containsKey(Rpc.META_USAGE)) {
            return List.of();
        }
        try {
            return meta.getJsonArray(Rpc.META_USAGE).stream()
                    .map(JsonObject.class::cast)
                    .map(ModelUsage::fromJson)
                    .toList();
        } catch (ClassCastException | IllegalArgumentException | NullPointerException wrong) {
            // Usage that cannot be read is money that nobody can account for.
            throw invalid("the usage that the agent reports cannot be read");
        }
    }

    private static CallFailure invalid(String why) {
        return new CallFailure(ErrorClass.INVALID_DATA, why);
    }
}
