package org.inkstream.agents.inference;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;
import org.inkstream.models.ModelSpec;

/** {@code /api/chat} of Ollama. */
final class OllamaDialect implements Dialect {
    private final String key;

    /**
     * @param key for a proxy in front of it, empty if there is none
     */
    OllamaDialect(String key) {
        this.key = key;
    }

    @Override
    public String path() {
        return "/api/chat";
    }

    @Override
    public ResponseParser.Framing framing() {
        return ResponseParser.Framing.LINES;
    }

    @Override
    public JsonObject body(ModelRequest request) {
        ModelSpec model = request.model();
        JsonObject body =
                new JsonObject()
                        .put("model", model.model())
                        .put("messages", DocumentFirst.messages(request.prompt()))
                        .put("stream", true)
                        .put("think", false)
                        // An error is better than a letter that was cut without a word.
                        .put("truncate", false)
                        .put("options", options(request));
        putFormat(request, body);
        return model.keepAlive().isZero()
                ? body
                : body.put("keep_alive", model.keepAlive().toMillis() + "ms");
    }

    private static void putFormat(ModelRequest request, JsonObject body) {
        Dialogue dialogue = request.prompt().dialogue();
        switch (dialogue.form()) {
            case TEXT -> {
                // Ollama has no word for it.
            }
            case JSON -> body.put("format", "json");
            case SCHEMA ->
                    body.put(
                            "format",
                            dialogue.isNone()
                                    ? AcceptableSchema.of(request.schema()).schema()
                                    : request.schema());
        }
    }

    /** Options count inside here only. Another context would load the model again. */
    private static JsonObject options(ModelRequest request) {
        ModelSpec model = request.model();
        return request.prompt()
                .dialogue()
                .sampling()
                .copy()
                .put("num_ctx", model.contextTokens())
                .put("num_predict", model.maxOutputTokens())
                .put("temperature", model.temperature());
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
        return new OllamaReader(bounds, request.prompt().dialogue().pieces());
    }

    @Override
    public String healthPath() {
        return "/api/version";
    }

    @Override
    public String loadedPath() {
        return "/api/ps";
    }
}
