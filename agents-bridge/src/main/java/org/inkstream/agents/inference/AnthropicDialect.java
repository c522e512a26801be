package org.inkstream.agents.inference;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;
import org.inkstream.models.ModelSpec;
import org.jspecify.annotations.Nullable;

/** {@code /v1/messages} of Anthropic. */
final class AnthropicDialect implements Dialect {
    private static final String VERSION = "2023-06-01";

    private final String key;
    private final RateLimits.Listener limits;
    private RateLimits.Listener second = RateLimits.Listener.IGNORED;

    /**
     * @param key empty if the server needs none
     */
    AnthropicDialect(String key, RateLimits.Listener limits) {
        this.key = key;
        this.limits = limits;
    }

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public ResponseParser.Framing framing() {
        return ResponseParser.Framing.EVENTS;
    }

    @Override
    public JsonObject body(ModelRequest request) {
        return message(request).put("stream", true);
    }

    /** The request as an entry of a batch has it. */
    static JsonObject message(ModelRequest request) {
        ModelSpec model = request.model();
        JsonObject message =
                new JsonObject()
                        .put("model", model.model())
                        .put("max_tokens", model.maxOutputTokens())
                        .put("messages", StaticFirst.messages(request.prompt()));
        JsonArray system = StaticFirst.system(request.prompt());
        if (!system.isEmpty()) {
            message.put("system", system);
        }
        Dialogue dialogue = request.prompt().dialogue();
        if (dialogue.sampling().containsKey("stop")) {
            message.put("stop_sequences", dialogue.sampling().getJsonArray("stop"));
        }
        if (takesTemperature(model.model())) {
            message.put("temperature", Math.min(1, model.temperature()));
        }
        if (dialogue.form() != Dialogue.Form.SCHEMA) {
            return message;
        }
        AcceptableSchema acceptable = AcceptableSchema.of(request.schema());
        // A schema that leaves names open cannot be demanded here; the instruction shows it anyway.
        return acceptable.closed() ? message.put("output_config", format(acceptable)) : message;
    }

    /** Models since Opus 4.7 think as they see fit, and refuse any temperature but their own. */
    private static boolean takesTemperature(String model) {
        return model.matches("claude-(haiku|sonnet)-4-.*|claude-opus-4-[0-6](-.*)?|claude-3.*");
    }

    private static JsonObject format(AcceptableSchema acceptable) {
        return new JsonObject()
                .put(
                        "format",
                        new JsonObject()
                                .put("type", "json_schema")
                                .put("schema", acceptable.schema()));
    }

    @Override
    public void sign(MultiMap headers) {
        headers.set("anthropic-version", VERSION);
        if (!key.isEmpty()) {
            headers.set("x-api-key", key);
        }
    }

    @Override
    public AnswerReader reader(
            ModelRequest request, MultiMap headers, Bounds bounds, Supplier<Duration> elapsed) {
        @Nullable String id = headers.get("request-id");
        return new AnthropicReader(
                request.model().model(),
                id == null ? "" : id,
                bounds,
                elapsed,
                request.prompt().dialogue().pieces());
    }

    @Override
    public void heard(MultiMap headers) {
        RateLimits told = RateLimits.of(headers);
        if (!told.isEmpty()) {
            limits.heard(told);
            second.heard(told);
        }
    }

    @Override
    public void listen(RateLimits.Listener listener) {
        second = listener;
    }

    @Override
    public String healthPath() {
        return "";
    }
}
