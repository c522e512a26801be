package org.inkstream.money;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What one call to one model used, in disjoint token classes: {@code inputTokens} excludes what was
 * read from or written to a cache. Built-in rules use no tokens and say so with provider {@code
 * rules}.
 *
 * @param provider who served the model, for example {@code anthropic}, {@code ollama}, {@code
 *     rules}
 * @param model the model's own name
 * @param inputTokens uncached input tokens, zero or more
 * @param outputTokens output tokens including thinking, zero or more
 * @param cacheReadTokens input tokens served from a cache, zero or more
 * @param cacheWriteTokens input tokens written to a cache, zero or more
 * @param took time in the model, zero if the provider does not say
 * @param requestId the provider's id of the call, empty if it gives none
 */
public record ModelUsage(
        String provider,
        String model,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        Duration took,
        String requestId) {
    /** The provider name of built-in rules, which cost nothing. */
    public static final String RULES = "rules";

    public ModelUsage {
        if (inputTokens < 0 || outputTokens < 0 || cacheReadTokens < 0 || cacheWriteTokens < 0) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
    }

    /** What a rule-based tool reports: a call that cost nothing. */
    public static ModelUsage ofRules(String ruleSet, Duration took) {
        return new ModelUsage(RULES, ruleSet, 0, 0, 0, 0, took, "");
    }

    /** Reads the wire form of {@code _meta["org.inkstream/usage"]}; absent members are zero. */
    public static ModelUsage fromJson(JsonObject json) {
        return new ModelUsage(
                json.getString("provider", "unknown"),
                json.getString("model", "unknown"),
                json.getLong("inputTokens", 0L),
                json.getLong("outputTokens", 0L),
                json.getLong("cacheReadTokens", 0L),
                json.getLong("cacheWriteTokens", 0L),
                Duration.ofMillis(json.getLong("tookMs", 0L)),
                json.getString("requestId", ""));
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("provider", provider)
                .put("model", model)
                .put("inputTokens", inputTokens)
                .put("outputTokens", outputTokens)
                .put("cacheReadTokens", cacheReadTokens)
                .put("cacheWriteTokens", cacheWriteTokens)
                .put("tookMs", took.toMillis())
                .put("requestId", requestId);
    }
}
