package org.inkstream.loadtest.peers.gpu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Figures of cards, models and servers by name. They stand in {@code parameter-sets.json}, each
 * with its source and a mark that says whether it is measured by us, documented, assumed or
 * computed.
 */
public final class ParameterSet {
    public static final String RTX4090 = "rtx4090-llama3.2";
    public static final String RTX4090_TWO_MODELS = "rtx4090-llama3.2-mixtral";
    public static final String H100 = "h100-llama3.1-8b";

    /** The same model by what an H100 was seen to do with its shape. */
    public static final String H100_CALIBRATED = "h100-llama3.1-8b-calibrated";

    public static final String CLAUDE = "claude";

    /** The same with limits that a backlog meets. */
    public static final String CLAUDE_SMALL = "claude-small-tier";

    private static final String FILE = "parameter-sets.json";

    private final JsonObject data;

    private ParameterSet(JsonObject data) {
        this.data = data;
    }

    /** A server with slots. */
    public static SlotsSetup slots(String name) {
        return read().slotsSetup(name);
    }

    /** A server with pages. */
    public static PagedSetup paged(String name) {
        return read().pagedSetup(name);
    }

    /** A paid API. */
    public static ApiSetup api(String name) {
        return read().apiSetup(name);
    }

    /** All that there are, for whoever wants to list figures and sources. */
    public static JsonObject all() {
        return read().data;
    }

    private static ParameterSet read() {
        try (InputStream file = ParameterSet.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new ParameterSet(
                    new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + FILE, unreadable);
        }
    }

    private SlotsSetup slotsSetup(String name) {
        JsonObject set = named("slots", name);
        List<ModelSpec> models =
                set.getJsonArray("models").stream().map(model -> model((String) model)).toList();
        return new SlotsSetup(
                models,
                (int) figure(set, "slots"),
                figure(set, "vramGiB"),
                (int) figure(set, "maxLoaded"),
                (int) figure(set, "maxQueue"),
                (int) figure(set, "numCtx"),
                seconds(set, "evictSeconds"),
                (int) figure(set, "chunk"));
    }

    private PagedSetup pagedSetup(String name) {
        JsonObject set = named("paged", name);
        return new PagedSetup(
                model(set.getString("model")),
                (int) figure(set, "maxSequences"),
                (int) figure(set, "kvTokens"),
                (int) figure(set, "chunk"),
                PagedSetup.Policy.valueOf(set.getJsonArray("policy").getString(0)));
    }

    private ApiSetup apiSetup(String name) {
        JsonObject set = named("apis", name);
        JsonObject prefixes = set.getJsonObject("minimumPrefix");
        Map<String, Integer> minimumPrefix =
                prefixes.fieldNames().stream()
                        .collect(
                                Collectors.toMap(
                                        model -> model, model -> (int) figure(prefixes, model)));
        return new ApiSetup(
                minimumPrefix,
                (int) figure(set, "requestsPerMinute"),
                (int) figure(set, "inputTokensPerMinute"),
                (int) figure(set, "outputTokensPerMinute"),
                seconds(set, "untilFirstTokenSeconds"),
                figure(set, "outputTokensPerSecond"),
                figure(set, "overloaded"),
                seconds(set, "cacheLifeSeconds"));
    }

    private ModelSpec model(String name) {
        JsonObject model = named("models", name);
        return new ModelSpec(
                model.getString("servedAs", name),
                figure(model, "weightsGiB"),
                figure(model, "kvKiBPerToken"),
                curve(model.getString("curve")),
                figure(model, "prefillTokensPerSecond"),
                seconds(model, "loadSeconds"));
    }

    private Curve curve(String name) {
        JsonObject curve = named("curves", name);
        Curve measured =
                curve.containsKey("of")
                        ? curve(curve.getString("of"))
                        : points(curve.getJsonArray("milliseconds"));
        return measured.scaled(figure(curve, "scale"), figure(curve, "plusMilliseconds"));
    }

    private static Curve points(JsonArray rows) {
        NavigableMap<Integer, Double> points = new TreeMap<>();
        for (Object row : rows) {
            points.put(((JsonArray) row).getInteger(0), ((JsonArray) row).getDouble(1));
        }
        return new Curve(points);
    }

    private JsonObject named(String kind, String name) {
        JsonObject found = data.getJsonObject(kind).getJsonObject(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no "
                            + kind
                            + " of the name "
                            + name
                            + ", there are "
                            + data.getJsonObject(kind).fieldNames());
        }
        return found;
    }

    private static double figure(JsonObject set, String name) {
        return set.getJsonArray(name).getDouble(0);
    }

    private static Duration seconds(JsonObject set, String name) {
        return Nanos.duration(figure(set, name) * Nanos.PER_SECOND);
    }
}
