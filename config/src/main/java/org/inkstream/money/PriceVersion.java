package org.inkstream.money;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.inkstream.identity.CanonicalJson;

/**
 * Names a price table by what it says: order, comments, sources and trailing zeros do not count.
 */
final class PriceVersion {
    /** Enough that two tables never share a version, and short enough for every record. */
    private static final int LENGTH = 16;

    private PriceVersion() {}

    static String of(Map<String, Boolean> paid, List<ModelPrices> models) {
        JsonObject providers = new JsonObject();
        paid.forEach(providers::put);
        JsonArray rows = new JsonArray();
        models.stream()
                .sorted(
                        Comparator.comparing(ModelPrices::provider)
                                .thenComparing(ModelPrices::model))
                .map(PriceVersion::model)
                .forEach(rows::add);
        JsonObject content = new JsonObject().put("providers", providers).put("models", rows);
        return CanonicalJson.sha256(content).substring(0, LENGTH);
    }

    private static JsonObject model(ModelPrices model) {
        JsonArray history = new JsonArray();
        model.history().forEach(price -> history.add(price(price)));
        return new JsonObject()
                .put("provider", model.provider())
                .put("model", model.model())
                .put("aliases", new JsonArray(model.aliases().stream().sorted().toList()))
                .put("snapshots", model.snapshots())
                .put("prices", history);
    }

    private static JsonObject price(Price price) {
        JsonObject json =
                new JsonObject()
                        .put("from", price.from().toString())
                        .put("to", price.hasEnd() ? price.to().toString() : "")
                        .put("upTo", price.hasLimit() ? Long.toString(price.upTo()) : "")
                        .put("batch", price.batchFactor().stripTrailingZeros().toPlainString());
        price.perMillion()
                .forEach(
                        (tokenClass, perMillion) ->
                                json.put(
                                        tokenClass.wireName(),
                                        perMillion.stripTrailingZeros().toPlainString()));
        return json;
    }
}
