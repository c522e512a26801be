package org.inkstream.pipeline.cost;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import org.inkstream.money.Charge;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.money.Tokens;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.time.Iso;

/**
 * What one model call cost.
 *
 * @param id deterministic: recording a call again repeats it
 * @param run that the call belongs to
 * @param step whose attempts it was one of
 * @param usage what it used
 * @param charge what it comes to, or that nobody knows
 * @param priceVersion the table that was asked
 * @param calledAt when the call was made, by whose prices it is charged
 * @param recordedAt when it was recorded
 */
public record CostRecord(
        String id,
        Run run,
        StepResult step,
        ModelUsage usage,
        Charge charge,
        String priceVersion,
        Instant calledAt,
        Instant recordedAt) {
    private static final int PICO_SCALE = 12;

    /** The form in {@code cost_records} and in the cost event. */
    public JsonObject toJson() {
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
                        .put("outcome", step.ending().wireName())
                        .put("provider", usage.provider())
                        .put("model", usage.model())
                        .put("took_ms", usage.took().toMillis())
                        .put("request_id", usage.requestId())
                        .put("price_version", priceVersion)
                        .put("created_at", Iso.text(recordedAt))
                        .put("timestamp", Iso.text(calledAt));
        if (isLost()) {
            return putMost(json);
        }
        putTokens(json);
        if (usage.batch()) {
            json.put("batch", true);
        }
        if (usage.isShare()) {
            json.put("shared_prompt_tokens", usage.sharedPrompt());
        }
        if (!usage.promptVersion().isEmpty()) {
            json.put("prompt_version", usage.promptVersion());
        }
        return charge.match(
                priced -> putParts(putCost(json, "priced", priced.cost()), priced),
                free -> putCost(json, "free", Money.ZERO),
                unpriced ->
                        json.put("cost_status", "unknown")
                                .put("unpriced_reason", unpriced.reason()));
    }

    /** Nobody received its outcome, and somebody may send a bill. */
    boolean isLost() {
        return usage.isUnknown() && !(charge instanceof Charge.Free);
    }

    /** Whether nobody knows what it cost. */
    boolean isUnknown() {
        return isLost() || charge instanceof Charge.Unpriced;
    }

    /** What is known of the cost: a sum over records is at least this much. */
    Money known() {
        return isLost() ? Money.ZERO : charge.known();
    }

    /** What it can have cost beyond what is known, as far as there is a price. */
    Money atMost() {
        return isLost() ? charge.known() : Money.ZERO;
    }

    private JsonObject putMost(JsonObject json) {
        Tokens most = usage.tokens();
        json.put("cost_status", "unknown")
                .put("lost", usage.requestId())
                .put("request_id", "")
                .put("input_tokens", 0)
                .put("output_tokens", 0)
                .put("input_tokens_at_most", most.prompt())
                .put("output_tokens_at_most", most.output());
        return charge.match(
                priced ->
                        json.put("cost_at_most_pico_usd", priced.cost().picoUsd())
                                .put("cost_at_most_usd", dollars(priced.cost())),
                free -> json,
                unpriced -> json.put("unpriced_reason", unpriced.reason()));
    }

    private void putTokens(JsonObject json) {
        Tokens tokens = usage.tokens();
        json.put("input_tokens", tokens.input())
                .put("output_tokens", tokens.output())
                .put("thinking_tokens", tokens.thinking())
                .put("cache_read_tokens", tokens.cacheRead())
                .put("cache_write_tokens", tokens.cacheWrite())
                .put("cache_write_5m_tokens", tokens.cacheWrite5m())
                .put("cache_write_1h_tokens", tokens.cacheWrite1h());
    }

    private static JsonObject putCost(JsonObject json, String status, Money cost) {
        return json.put("cost_status", status)
                .put("cost_pico_usd", cost.picoUsd())
                .put("cost_usd", dollars(cost));
    }

    private static JsonObject putParts(JsonObject json, Charge.Priced priced) {
        JsonObject parts = new JsonObject();
        priced.byClass()
                .forEach((tokenClass, cost) -> parts.put(tokenClass.wireName(), cost.picoUsd()));
        return json.put("cost_pico_usd_by_class", parts);
    }

    /** All twelve decimals: a sum over records must come to the same pico-dollar. */
    static String dollars(Money cost) {
        return BigDecimal.valueOf(cost.picoUsd(), PICO_SCALE).toPlainString();
    }
}
