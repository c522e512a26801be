package org.inkstream.agents.inference;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.inkstream.models.ModelSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/chat/completions} of vLLM, SGLang, LM Studio, llama.cpp and OpenAI itself. */
final class OpenAiDialect implements Dialect {
    private static final Logger LOGGER = LoggerFactory.getLogger(OpenAiDialect.class);

    /** What both APIs call by the same name. */
    private static final List<String> SAMPLING =
            List.of("seed", "stop", "top_p", "presence_penalty", "frequency_penalty");

    private final String endpoint;
    private final String provider;
    private final String key;
    private final AtomicBoolean uncountedIsKnown = new AtomicBoolean();

    /**
     * @param endpoint its name, for the log
     * @param provider who sends the bill
     * @param key empty if the server needs none
     */
    OpenAiDialect(String endpoint, String provider, String key) {
        this.endpoint = endpoint;
        this.provider = provider;
        this.key = key;
    }

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public ResponseParser.Framing framing() {
        return ResponseParser.Framing.EVENTS;
    }

    @Override
    public JsonObject body(ModelRequest request) {
        ModelSpec model = request.model();
        JsonObject body =
                new JsonObject()
                        .put("model", model.model())
                        .put("messages", DocumentFirst.messages(request.prompt()))
                        .put("stream", true)
                        .put("stream_options", new JsonObject().put("include_usage", true))
                        .put("max_tokens", model.maxOutputTokens())
                        .put("temperature", model.temperature());
        Dialogue dialogue = request.prompt().dialogue();
        SAMPLING.stream()
                .filter(dialogue.sampling()::containsKey)
                .forEach(name -> body.put(name, dialogue.sampling().getValue(name)));
        return switch (dialogue.form()) {
            case TEXT -> body;
            case JSON -> body.put("response_format", new JsonObject().put("type", "json_object"));
            case SCHEMA -> body.put("response_format", format(request));
        };
    }

    private static JsonObject format(ModelRequest request) {
        AcceptableSchema acceptable = AcceptableSchema.of(request.schema());
        return new JsonObject()
                .put("type", "json_schema")
                .put(
                        "json_schema",
                        new JsonObject()
                                .put("name", request.schemaName())
                                .put("strict", acceptable.strict())
                                .put("schema", acceptable.schema()));
    }

    @Override
    public void sign(MultiMap headers) {
        if (!key.isEmpty()) {
            headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + key);
        }
    }

    @Override
    public AnswerReader reader(
            ModelRequest request, MultiMap headers, Bounds bounds, Supplier<Duration> elapsed) {
        return new OpenAiReader(
                provider,
                request.model().model(),
                bounds,
                elapsed,
                this::warnUncounted,
                request.prompt().dialogue().pieces());
    }

    @Override
    public String healthPath() {
        return "/v1/models";
    }

    private void warnUncounted() {
        if (uncountedIsKnown.compareAndSet(false, true)) {
            LOGGER.atWarn()
                    .addKeyValue("endpoint", endpoint)
                    .log("the model server reports no usage; its tokens are counted as none");
        }
    }
}
