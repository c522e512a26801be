package org.inkstream.pipeline.cost;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/**
 * What one model call cost.
 *
 * @param id deterministic: recording a call again repeats it
 * @param run that the call belongs to
 * @param step whose attempt it was
 * @param usage what it used
 * @param charge what it cost, or that nobody knows
 * @param priceVersion the table that was asked
 * @param at when it was recorded
 */
public record CostRecord(
        String id,
        Run run,
        StepResult step,
        ModelUsage usage,
        Charge charge,
        String priceVersion,
        Instant at) {
    private static final int PICO_SCALE = 12;

    /** What a call cost. */
    public sealed interface Charge {
        /** Its price is known; zero for built-in rules. */
        record Known(Money cost) implements Charge {}

        /** No price is listed for the model: the call is not free, its cost is not known. */
        record Unknown() implements Charge {}

        static Charge of(Optional<Money> cost) {
            return cost.<Charge>map(Known::new).orElseGet(Unknown::new);
        }

        default <R> R match(Function<Known, R> known, Function<Unknown, R> unknown) {
            if (this instanceof Known k) {
                return known.apply(k);
            }
            return unknown.apply((Unknown) this);
        }
    }

    /** The form in {@code cost_records} and in the cost event. */
    public JsonObject toJson() {
        String time = at.toString();
        JsonObject json =
                new JsonObject()
                        .put("_id", id)
                        .put("enrichment_job_id", run.event().jobId())
                        .put("documentId", run.documentId())
                        .put("collectionId", run.event().collectionId())
                        .put("runId", run.id())
                        .put("tool", step.tool())
                        .put("agent", step.agent())
                        .put("attempt", step.attempts())
                        .put("provider", usage.provider())
                        .put("model", usage.model())
                        .put("input_tokens", usage.inputTokens())
                        .put("output_tokens", usage.outputTokens())
                        .put("cache_read_tokens", usage.cacheReadTokens())
                        .put("cache_write_tokens", usage.cacheWriteTokens())
                        .put("took_ms", usage.took().toMillis())
                        .put("request_id", usage.requestId())
                        .put("price_version", priceVersion)
                        .put("created_at", time)
                        .put("timestamp", time);
        return charge.match(known -> priced(json, known.cost()), unknown -> unpriced(json));
    }

    private JsonObject priced(JsonObject json, Money cost) {
        boolean free = usage.provider().equals(ModelUsage.RULES);
        return json.put("cost_status", free ? "free" : "priced")
                .put("cost_pico_usd", cost.picoUsd())
                .put("cost_usd", dollars(cost));
    }

    private static JsonObject unpriced(JsonObject json) {
        return json.put("cost_status", "unknown");
    }

    /** All twelve decimals: a sum over records must come to the same pico-dollar. */
    private static String dollars(Money cost) {
        return BigDecimal.valueOf(cost.picoUsd(), PICO_SCALE).toPlainString();
    }
}
