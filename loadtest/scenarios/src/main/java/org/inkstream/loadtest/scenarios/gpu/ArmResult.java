package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.inkstream.loadtest.scenarios.overhead.Spread;

/**
 * All runs of one arm.
 *
 * @param samples of its runs, of which there is one at least
 */
record ArmResult(String name, String what, List<Sample> samples) {
    ArmResult {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no run of " + name);
        }
    }

    Spread spread(ToDoubleFunction<Sample> figure) {
        return Spread.of(samples, figure);
    }

    Spread documentsPerHour() {
        return spread(Sample::documentsPerHour);
    }

    double median(ToDoubleFunction<Sample> figure) {
        return spread(figure).median();
    }

    /** How many times the other one's median. */
    double times(ArmResult other) {
        return documentsPerHour().median() / other.documentsPerHour().median();
    }

    /** The last run, for what happened over time. */
    Sample last() {
        return samples.get(samples.size() - 1);
    }

    int mistakes() {
        return samples.stream()
                .map(Sample::losses)
                .mapToInt(losses -> losses.lost() + losses.repeated() + losses.wrong())
                .sum();
    }

    JsonObject toJson() {
        JsonArray runs = new JsonArray();
        samples.forEach(sample -> runs.add(sample.toJson()));
        return new JsonObject()
                .put("arm", name)
                .put("what", what)
                .put("documentsPerHour", documentsPerHour().toJson())
                .put("utilisation", spread(sample -> sample.peers().utilisation()).toJson())
                .put("hitShare", spread(sample -> sample.peers().hitShare()).toJson())
                .put("runs", runs);
    }
}
