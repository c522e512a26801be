package org.inkstream.loadtest.peers.models;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Which models an Ollama has, and which of them are loaded with how much context. */
final class OllamaModels {
    private static final int USUAL_CONTEXT = 4_096;
    private static final long SIZE_BYTES = 2_019_393_189;
    private static final int KEPT_MINUTES = 5;

    private final Setup setup;
    private final Map<String, Integer> contextOfLoaded = new LinkedHashMap<>();

    OllamaModels(Setup setup) {
        this.setup = setup;
    }

    /** A model is loaded when it was not, or was with another context. */
    Duration load(ModelRequest request) {
        int context = options(request).getInteger("num_ctx", USUAL_CONTEXT);
        if (unloads(request)) {
            contextOfLoaded.remove(request.model());
            return Duration.ZERO;
        }
        Integer before = contextOfLoaded.put(request.model(), context);
        boolean atHand = before != null && before == context;
        if (isZero(request.received().body().getValue("keep_alive", ""))) {
            contextOfLoaded.remove(request.model());
        }
        return atHand ? Duration.ZERO : setup.load;
    }

    /** Why an empty prompt has no answer: it only loads or unloads. */
    String reason(ModelRequest request) {
        return unloads(request) ? "unload" : "load";
    }

    JsonObject tags() {
        return models(setup.modelsListed(), this::entry);
    }

    JsonObject running() {
        Instant until = Instant.now().plus(KEPT_MINUTES, ChronoUnit.MINUTES);
        return models(
                contextOfLoaded.keySet(),
                name ->
                        entry(name)
                                .put("size_vram", SIZE_BYTES)
                                .put("expires_at", until.toString())
                                .put("context_length", contextOfLoaded.get(name)));
    }

    private JsonObject entry(String model) {
        JsonObject details =
                new JsonObject()
                        .put("parent_model", "")
                        .put("format", "gguf")
                        .put("family", "llama")
                        .put("families", new JsonArray().add("llama"))
                        .put("parameter_size", "3.2B")
                        .put("quantization_level", "Q4_K_M");
        return new JsonObject()
                .put("name", model)
                .put("model", model)
                .put("size", SIZE_BYTES)
                .put("digest", "%064x".formatted(model.hashCode()))
                .put("details", details);
    }

    private static JsonObject models(Collection<String> names, Function<String, JsonObject> entry) {
        JsonArray models = new JsonArray();
        names.forEach(name -> models.add(entry.apply(name)));
        return new JsonObject().put("models", models);
    }

    private static boolean unloads(ModelRequest request) {
        return request.prompt().isEmpty()
                && isZero(request.received().body().getValue("keep_alive", ""));
    }

    private static boolean isZero(Object keepAlive) {
        return keepAlive instanceof Number number
                ? number.doubleValue() == 0
                : keepAlive.toString().matches("0(ms|s|m|h)?");
    }

    private static JsonObject options(ModelRequest request) {
        return request.received().body().getJsonObject("options", new JsonObject());
    }
}
