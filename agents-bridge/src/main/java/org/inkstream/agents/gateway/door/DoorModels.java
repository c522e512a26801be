package org.inkstream.agents.gateway.door;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.inkstream.identity.Hashes;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelSpec;

/**
 * The models behind the door, and what is told of them. Models that are asked in batches are not
 * among them: no connection waits for a day. Not thread-safe: used on the server's event loop.
 */
final class DoorModels {
    private static final String LATEST = ":latest";
    private static final int LONGEST_SHOWN = 80;

    /** How long Ollama keeps a model if nobody says otherwise. */
    private static final Duration USUALLY_KEPT = Duration.ofMinutes(5);

    private final ModelCatalogue catalogue;
    private final List<ModelSpec> models;
    private final Instant since;
    private final Map<String, Instant> lastAsked = new HashMap<>();

    /**
     * @param since when they began to be served
     */
    DoorModels(ModelCatalogue catalogue, Instant since) {
        this.catalogue = catalogue;
        this.models =
                catalogue.models().values().stream().filter(model -> !model.inBatches()).toList();
        this.since = since;
    }

    /**
     * By its name in the models file, else by what its server calls it; as Ollama does, with or
     * without {@code :latest}.
     *
     * @throws Objection if there is none
     */
    ModelSpec named(String name) {
        String plain = plain(name);
        return first(model -> model.name().equals(name))
                .or(() -> first(model -> plain(model.name()).equals(plain)))
                .or(() -> first(model -> plain(model.model()).equals(plain)))
                .orElseThrow(
                        () ->
                                new Objection(
                                        Objection.NOT_FOUND,
                                        "model '" + shown(name) + "' not found"));
    }

    EndpointSpec.Kind kindOf(ModelSpec model) {
        return catalogue.endpointOf(model).kind();
    }

    void asked(ModelSpec model, Instant now) {
        lastAsked.put(model.name(), now);
    }

    /** {@code /api/tags}. */
    JsonObject tags() {
        JsonArray list = new JsonArray();
        models.forEach(model -> list.add(entry(model).put("modified_at", since.toString())));
        return new JsonObject().put("models", list);
    }

    /**
     * {@code /api/ps}: those that were asked through the door so lately that they may be loaded.
     */
    JsonObject running(Instant now) {
        JsonArray list = new JsonArray();
        for (ModelSpec model : models) {
            Instant last = lastAsked.get(model.name());
            if (last != null && last.plus(kept(model)).isAfter(now)) {
                list.add(
                        entry(model)
                                .put("size_vram", 0)
                                .put("expires_at", last.plus(kept(model)).toString())
                                .put("context_length", model.contextTokens()));
            }
        }
        return new JsonObject().put("models", list);
    }

    /** {@code /api/show}. */
    JsonObject show(ModelSpec model) {
        return new JsonObject()
                .put("modified_at", since.toString())
                .put("details", details(model))
                .put(
                        "parameters",
                        "num_ctx %d\nnum_predict %d\ntemperature %s"
                                .formatted(
                                        model.contextTokens(),
                                        model.maxOutputTokens(),
                                        model.temperature()))
                .put(
                        "model_info",
                        new JsonObject()
                                .put("general.architecture", "inkstream")
                                .put("general.basename", model.model())
                                .put("inkstream.context_length", model.contextTokens()))
                .put("capabilities", new JsonArray().add("completion"));
    }

    /** A name as it may stand in an error. */
    static String shown(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7E]", "?");
        return printable.length() <= LONGEST_SHOWN
                ? printable
                : printable.substring(0, LONGEST_SHOWN) + "...";
    }

    private Optional<ModelSpec> first(Predicate<ModelSpec> is) {
        return models.stream().filter(is).findFirst();
    }

    private static String plain(String name) {
        return name.endsWith(LATEST) ? name.substring(0, name.length() - LATEST.length()) : name;
    }

    private static Duration kept(ModelSpec model) {
        return model.keepAlive().isZero() ? USUALLY_KEPT : model.keepAlive();
    }

    /** Clients cut digests short, so there is one. How large a model is, the gateway cannot say. */
    private JsonObject entry(ModelSpec model) {
        return new JsonObject()
                .put("name", model.name())
                .put("model", model.name())
                .put("size", 0)
                .put("digest", Hashes.sha256(model.toString()))
                .put("details", details(model));
    }

    private JsonObject details(ModelSpec model) {
        String kind = kindOf(model).name().toLowerCase(Locale.ROOT);
        return new JsonObject()
                .put("parent_model", model.model())
                .put("format", "")
                .put("family", kind)
                .put("families", new JsonArray().add(kind))
                .put("parameter_size", "")
                .put("quantization_level", "");
    }
}
