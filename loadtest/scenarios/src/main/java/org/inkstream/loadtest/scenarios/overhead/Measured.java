package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * All rounds under one load.
 *
 * @param rounds at least one
 */
record Measured(Load load, List<RoundResult> rounds) {
    Measured {
        rounds = List.copyOf(rounds);
    }

    /** What was measured, in the order of the rounds. */
    Set<Variant> variants() {
        return rounds.get(0).samples().keySet();
    }

    Spread spread(Variant variant, ToDoubleFunction<Sample> figure) {
        return Spread.of(samples(variant), figure);
    }

    /** CPU per document, each round's over that round's floor. */
    Spread ratio(Variant variant) {
        return Spread.of(rounds, round -> round.overFloor(variant));
    }

    /** The sample of the last round. */
    Sample last(Variant variant) {
        return rounds.get(rounds.size() - 1).of(variant);
    }

    /** What the delay alone would allow; infinite without one. */
    double idealDocumentsPerSecond() {
        return load.delay().isZero()
                ? Double.POSITIVE_INFINITY
                : load.inFlight() * 1_000.0 / load.delay().toMillis();
    }

    JsonObject toJson() {
        JsonObject variants = new JsonObject();
        for (Variant variant : variants()) {
            variants.put(variant.label(), toJson(variant));
        }
        return new JsonObject().put("load", load.toJson()).put("variants", variants);
    }

    private JsonObject toJson(Variant variant) {
        JsonArray all = new JsonArray();
        samples(variant).forEach(sample -> all.add(sample.toJson()));
        return new JsonObject()
                .put("documentsPerSecond", spread(variant, Sample::documentsPerSecond).toJson())
                .put("cpuMicrosPerDocument", spread(variant, Sample::cpuMicros).toJson())
                .put("cpuOverFloor", ratio(variant).toJson())
                .put("addedP50Ms", spread(variant, Sample::addedP50Ms).toJson())
                .put("addedP99Ms", spread(variant, Sample::addedP99Ms).toJson())
                .put("peakRssBytes", spread(variant, Sample::peakRssBytes).toJson())
                .put("storeWritesPerDocument", spread(variant, Sample::writesPerDocument).toJson())
                .put("rounds", all);
    }

    private Collection<Sample> samples(Variant variant) {
        return rounds.stream().map(round -> round.of(variant)).toList();
    }
}
