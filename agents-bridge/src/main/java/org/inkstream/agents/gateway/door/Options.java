package org.inkstream.agents.gateway.door;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.inkstream.models.ModelSpec;

/**
 * What a caller's {@code options} change of a model: how it samples, and a shorter answer. What
 * would load the model again, such as {@code num_ctx}, is the models file's business.
 *
 * @param model with the caller's temperature and length, within the model's own bound
 * @param sampling all other options of sampling
 */
record Options(ModelSpec model, JsonObject sampling) {
    private static final String TEMPERATURE = "temperature";
    private static final String NUM_PREDICT = "num_predict";
    private static final String STOP = "stop";
    private static final double HOTTEST = 2;
    private static final int MOST_STOPS = 16;
    private static final int LONGEST_STOP = 256;

    private static final Set<String> SAMPLING =
            Set.of(
                    "seed",
                    "top_k",
                    "top_p",
                    "min_p",
                    "typical_p",
                    "repeat_last_n",
                    "repeat_penalty",
                    "presence_penalty",
                    "frequency_penalty");

    static Options of(ModelSpec model, JsonObject given) {
        JsonObject sampling = new JsonObject();
        for (String name : SAMPLING) {
            if (Fields.number(given, name).isPresent()) {
                sampling.put(name, given.getValue(name));
            }
        }
        JsonArray stops = stops(given);
        if (!stops.isEmpty()) {
            sampling.put(STOP, stops);
        }
        return new Options(with(model, length(model, given), temperature(model, given)), sampling);
    }

    private static ModelSpec with(ModelSpec model, int maxOutputTokens, double temperature) {
        return new ModelSpec(
                model.name(),
                model.endpoint(),
                model.model(),
                model.contextTokens(),
                maxOutputTokens,
                temperature,
                model.keepAlive(),
                model.batchWindow());
    }

    /** Ollama knows negative numbers for "without end", which is the bound here. */
    private static int length(ModelSpec model, JsonObject given) {
        double wanted = Fields.number(given, NUM_PREDICT).orElse(-1);
        return wanted < 1
                ? model.maxOutputTokens()
                : (int) Math.min(wanted, model.maxOutputTokens());
    }

    private static double temperature(ModelSpec model, JsonObject given) {
        double wanted = Fields.number(given, TEMPERATURE).orElse(model.temperature());
        if (!(wanted >= 0 && wanted <= HOTTEST)) {
            throw Objection.bad("'temperature' must be from 0 to 2");
        }
        return wanted;
    }

    private static JsonArray stops(JsonObject given) {
        JsonArray stops =
                given.getValue(STOP) instanceof String one
                        ? new JsonArray().add(one)
                        : Fields.list(given, STOP);
        boolean fine =
                stops.size() <= MOST_STOPS
                        && stops.stream()
                                .allMatch(
                                        stop ->
                                                stop instanceof String text
                                                        && text.length() <= LONGEST_STOP);
        if (!fine) {
            throw Objection.bad("'stop' must be up to 16 strings of up to 256 characters");
        }
        return stops;
    }
}
