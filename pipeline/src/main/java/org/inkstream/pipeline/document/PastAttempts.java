package org.inkstream.pipeline.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.inkstream.money.ModelUsage;

/**
 * What was tried for a tool before its run was parked: the count goes on from here, so that no
 * retry table begins anew, and what the tries cost is charged with the result.
 *
 * @param tool its name
 * @param attempts made so far; none if the agent's breaker let nothing through
 * @param retries decided upon so far, which is what the retry table counts
 * @param usage what the model calls behind them used
 * @param failures how they ended, oldest first; the last of them say why it was parked
 */
public record PastAttempts(
        String tool, int attempts, int retries, List<ModelUsage> usage, List<Failure> failures) {
    /** More would only fill the journal: the retry tables allow fewer. */
    static final int MOST_FAILURES = 20;

    public PastAttempts {
        if (attempts < 0 || retries < 0) {
            throw new IllegalArgumentException(
                    "attempts and retries must not be negative: " + attempts + ", " + retries);
        }
        usage = List.copyOf(usage);
        failures =
                List.copyOf(
                        failures.subList(
                                Math.max(0, failures.size() - MOST_FAILURES), failures.size()));
    }

    /**
     * How a sitting's attempts ended.
     *
     * @param attempt the number of the last of them, counted over all sittings
     * @param errorClass wire name
     * @param reason for people; names no text of the letter
     * @param at when
     */
    public record Failure(int attempt, String errorClass, String reason, Instant at) {
        public JsonObject toJson() {
            return new JsonObject()
                    .put("attempt", attempt)
                    .put("errorClass", errorClass)
                    .put("reason", reason)
                    .put("at", at.toString());
        }

        static Failure fromJson(JsonObject json) {
            return new Failure(
                    json.getInteger("attempt"),
                    json.getString("errorClass"),
                    json.getString("reason", ""),
                    Instant.parse(json.getString("at")));
        }
    }

    /** Of a step that has failed and is to be tried once more, with all its retries. */
    public static PastAttempts of(StepResult failed) {
        List<Failure> failures =
                failed.errorClass().isEmpty()
                        ? List.of()
                        : List.of(
                                new Failure(
                                        failed.attempts(),
                                        failed.errorClass(),
                                        failed.reason(),
                                        failed.endedAt()));
        return new PastAttempts(failed.tool(), failed.attempts(), 0, failed.usage(), failures);
    }

    /** The same tries, with all retries before them once more. */
    public PastAttempts anew() {
        return new PastAttempts(tool, attempts, 0, usage, failures);
    }

    /** The form in the journal. */
    public JsonObject toJson() {
        JsonArray used = new JsonArray();
        usage.forEach(one -> used.add(one.toJson()));
        JsonArray failed = new JsonArray();
        failures.forEach(one -> failed.add(one.toJson()));
        return new JsonObject()
                .put("tool", tool)
                .put("attempts", attempts)
                .put("retries", retries)
                .put("usage", used)
                .put("failures", failed);
    }

    public static PastAttempts fromJson(JsonObject json) {
        return new PastAttempts(
                json.getString("tool"),
                json.getInteger("attempts"),
                json.getInteger("retries"),
                json.getJsonArray("usage", new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .map(ModelUsage::fromJson)
                        .toList(),
                json.getJsonArray("failures", new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .map(Failure::fromJson)
                        .toList());
    }
}
