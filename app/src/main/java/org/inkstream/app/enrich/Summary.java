package org.inkstream.app.enrich;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * How the command ended.
 *
 * @param enriched in the order of their ids
 * @param resumed how many of them an earlier run of the command had finished
 * @param failed files and letters that did not make it
 * @param unfinished letters that were left for the next time, because it was stopped
 * @param took from the first published letter to the end
 */
record Summary(
        List<LetterRow> enriched,
        int resumed,
        List<Refusal> failed,
        int unfinished,
        Duration took) {
    Summary {
        enriched = List.copyOf(enriched);
        failed = List.copyOf(failed);
    }

    int total() {
        return enriched.size() + failed.size() + unfinished;
    }

    long publishable() {
        return enriched.stream().filter(LetterRow::publishable).count();
    }

    double meanScore() {
        return enriched.stream().mapToDouble(LetterRow::score).average().orElse(0);
    }

    JsonObject toJson() {
        JsonArray letters = new JsonArray();
        enriched.forEach(row -> letters.add(row.toJson()));
        JsonArray failures = new JsonArray();
        failed.forEach(
                one ->
                        failures.add(
                                new JsonObject()
                                        .put("name", one.name())
                                        .put("reason", one.reason())));
        return new JsonObject()
                .put("total", total())
                .put("enriched", enriched.size())
                .put("resumed", resumed)
                .put("failed", failed.size())
                .put("unfinished", unfinished)
                .put("publishable", publishable())
                .put("needsReview", enriched.size() - publishable())
                .put("meanScore", Math.round(meanScore() * 10_000) / 10_000.0)
                .put("tookSeconds", took.toMillis() / 1000.0)
                .put("letters", letters)
                .put("failures", failures);
    }
}
