package org.inkstream.agents.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.UsageList;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;

/**
 * How a generation is asked for over HTTP: one JSON object and the call's tag in a header; the
 * answer is one JSON object a line, an event each.
 */
final class GatewayWire {
    static final String PATH = "/generate";
    static final String TAG_HEADER = "X-Inkstream-Call";
    static final String LINES = "application/x-ndjson";
    static final String EVENT = "event";
    static final String QUEUED = "queued";
    static final String DISPATCHED = "dispatched";
    static final String ANSWER = "answer";
    static final String ERROR = "error";

    private GatewayWire() {}

    static Buffer request(ModelRequest request) {
        ModelSpec model = request.model();
        Prompt prompt = request.prompt();
        return new JsonObject()
                .put(
                        "model",
                        new JsonObject()
                                .put("name", model.name())
                                .put("endpoint", model.endpoint())
                                .put("model", model.model())
                                .put("contextTokens", model.contextTokens())
                                .put("maxOutputTokens", model.maxOutputTokens())
                                .put("temperature", model.temperature())
                                .put("keepAliveMs", model.keepAlive().toMillis())
                                .put("batchWindowMs", model.batchWindow().toMillis()))
                .put(
                        "prompt",
                        new JsonObject()
                                .put("system", prompt.system())
                                .put("instruction", prompt.instruction())
                                .put("document", prompt.document())
                                .put("context", prompt.context()))
                .put("schemaName", request.schemaName())
                .put("schema", request.schema())
                .put("before", request.place().before())
                .put("behind", request.place().behind())
                .put("together", together(request.together()))
                .toBuffer();
    }

    private static JsonObject together(ModelRequest.Together together) {
        return together.isAlone()
                ? new JsonObject()
                : new JsonObject()
                        .put("tools", new JsonArray(together.tools()))
                        .put("instruction", together.instruction())
                        .put("lingerMs", together.linger().toMillis());
    }

    /** A sender of an earlier version knows nothing of it, and asks alone. */
    private static ModelRequest.Together together(JsonObject json) {
        return json.isEmpty()
                ? ModelRequest.Together.ALONE
                : new ModelRequest.Together(
                        json.getJsonArray("tools").stream().map(String.class::cast).toList(),
                        json.getString("instruction"),
                        Duration.ofMillis(json.getLong("lingerMs")));
    }

    /**
     * @throws RuntimeException if it is no request
     */
    static ModelRequest request(Buffer body, CallTag tag) {
        JsonObject json = new JsonObject(body);
        JsonObject model = json.getJsonObject("model");
        JsonObject prompt = json.getJsonObject("prompt");
        return new ModelRequest(
                new ModelSpec(
                        model.getString("name"),
                        model.getString("endpoint"),
                        model.getString("model"),
                        model.getInteger("contextTokens"),
                        model.getInteger("maxOutputTokens"),
                        model.getDouble("temperature"),
                        Duration.ofMillis(model.getLong("keepAliveMs")),
                        Duration.ofMillis(model.getLong("batchWindowMs"))),
                new Prompt(
                        prompt.getString("system"),
                        prompt.getString("instruction"),
                        prompt.getString("document"),
                        prompt.getString("context")),
                json.getString("schemaName"),
                json.getJsonObject("schema"),
                tag,
                new ModelRequest.Place(
                        Math.max(0, json.getInteger("before", 0)),
                        Math.max(0, json.getInteger("behind", 0))),
                together(json.getJsonObject("together", new JsonObject())));
    }

    /** A header holds ASCII only, so everything else is escaped as JSON allows. */
    static String header(CallTag tag) {
        StringBuilder ascii = new StringBuilder();
        for (char c : tag.toJson().encode().toCharArray()) {
            ascii.append(c < 0x7F ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return ascii.toString();
    }

    static JsonObject event(String name) {
        return new JsonObject().put(EVENT, name);
    }

    /** The server has it now, and may send a bill of at most this. */
    static JsonObject dispatched(ModelUsage atMost) {
        return event(DISPATCHED).put(Rpc.META_USAGE, UsageList.toJson(List.of(atMost)));
    }

    static JsonObject answer(ModelAnswer answer) {
        JsonObject event =
                event(ANSWER)
                        .put("text", answer.text())
                        .put("stop", answer.stop().name().toLowerCase(Locale.ROOT))
                        .put("usage", answer.usage().toJson())
                        .put("serverWaitMs", answer.serverWait().toMillis());
        return answer.earlier().isEmpty()
                ? event
                : event.put(Rpc.META_USAGE, UsageList.toJson(answer.earlier()));
    }

    static ModelAnswer answer(JsonObject event) {
        return new ModelAnswer(
                event.getString("text"),
                ModelAnswer.Stop.valueOf(event.getString("stop").toUpperCase(Locale.ROOT)),
                ModelUsage.fromJson(event.getJsonObject("usage")),
                Duration.ofMillis(event.getLong("serverWaitMs", 0L)),
                UsageList.readable(event));
    }

    static JsonObject error(Throwable cause) {
        CallFailure failure = Failures.of(cause);
        return event(ERROR)
                .put("class", failure.errorClass().wireName())
                .put("message", failure.getMessage())
                .put("retryAfterMs", failure.retryAfter().toMillis())
                .put("overBudget", failure.isOverBudget())
                .put(Rpc.META_USAGE, UsageList.toJson(failure.usage()));
    }

    static CallFailure error(JsonObject event) {
        if (event.getBoolean("overBudget", false)) {
            return CallFailure.overBudget(event.getString("message", "no money is left")).byAgent();
        }
        String name = event.getString("class", "");
        ErrorClass errorClass =
                Arrays.stream(ErrorClass.values())
                        .filter(one -> one.wireName().equals(name))
                        .findFirst()
                        .orElse(ErrorClass.UNKNOWN);
        return new CallFailure(
                        errorClass,
                        event.getString("message", "the gateway says no more"),
                        Duration.ofMillis(Math.max(0, event.getLong("retryAfterMs", 0L))))
                .withUsage(UsageList.readable(event))
                .byAgent();
    }
}
