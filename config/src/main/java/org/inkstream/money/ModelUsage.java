package org.inkstream.money;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What one call to one model used. Built-in rules use no tokens and say so with provider {@code
 * rules}. {@link ProviderUsage} reads it from what a provider reports.
 *
 * @param provider who served the model, for example {@code anthropic}, {@code ollama}, {@code
 *     rules}
 * @param model the model's own name
 * @param tokens in disjoint classes
 * @param batch whether it was part of a batch, which providers bill at a discount
 * @param took time in the model, zero if the provider does not say
 * @param requestId the provider's id of the call, empty if it gives none
 * @param promptVersion version of the prompt file that was rendered, empty if there is none
 */
public record ModelUsage(
        String provider,
        String model,
        Tokens tokens,
        boolean batch,
        Duration took,
        String requestId,
        String promptVersion) {
    /** The provider name of built-in rules, which cost nothing. */
    public static final String RULES = "rules";

    /**
     * A call outside any batch, all of whose cache writes last five minutes.
     *
     * @param inputTokens uncached input tokens, zero or more
     * @param outputTokens output tokens including thinking, zero or more
     * @param cacheReadTokens input tokens served from a cache, zero or more
     * @param cacheWriteTokens input tokens written to a cache, zero or more
     */
    public ModelUsage(
            String provider,
            String model,
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            Duration took,
            String requestId) {
        this(
                provider,
                model,
                new Tokens(inputTokens, outputTokens, 0, cacheReadTokens, cacheWriteTokens, 0),
                false,
                took,
                requestId,
                "");
    }

    /** What a rule-based tool reports: a call that cost nothing. */
    public static ModelUsage ofRules(String ruleSet, Duration took) {
        return new ModelUsage(RULES, ruleSet, Tokens.NONE, false, took, "", "");
    }

    /** The same call as one of a batch. */
    public ModelUsage inBatch() {
        return new ModelUsage(provider, model, tokens, true, took, requestId, promptVersion);
    }

    /** The same call with the version of its prompt. */
    public ModelUsage withPromptVersion(String version) {
        return new ModelUsage(provider, model, tokens, batch, took, requestId, version);
    }

    public long inputTokens() {
        return tokens.input();
    }

    public long outputTokens() {
        return tokens.output();
    }

    public long cacheReadTokens() {
        return tokens.cacheRead();
    }

    /** Of five minutes and of an hour together. */
    public long cacheWriteTokens() {
        return tokens.cacheWrite();
    }

    /**
     * Reads the wire form of {@code _meta["org.inkstream/usage"]}; absent members are zero, and
     * cache writes that are not told apart last five minutes.
     *
     * @throws IllegalArgumentException if the numbers contradict each other
     */
    public static ModelUsage fromJson(JsonObject json) {
        return new ModelUsage(
                json.getString("provider", "unknown"),
                json.getString("model", "unknown"),
                new Tokens(
                        json.getLong("inputTokens", 0L),
                        json.getLong("outputTokens", 0L),
                        json.getLong("thinkingTokens", 0L),
                        json.getLong("cacheReadTokens", 0L),
                        // A negative rest is refused by the tokens themselves.
                        json.getLong("cacheWriteTokens", 0L)
                                - json.getLong("cacheWrite1hTokens", 0L),
                        json.getLong("cacheWrite1hTokens", 0L)),
                json.getBoolean("batch", false),
                Duration.ofMillis(json.getLong("tookMs", 0L)),
                json.getString("requestId", ""),
                json.getString("promptVersion", ""));
    }

    /** The wire form: {@code cacheWriteTokens} is the sum, of which one hour's part is told. */
    public JsonObject toJson() {
        JsonObject json =
                new JsonObject()
                        .put("provider", provider)
                        .put("model", model)
                        .put("inputTokens", tokens.input())
                        .put("outputTokens", tokens.output())
                        .put("cacheReadTokens", tokens.cacheRead())
                        .put("cacheWriteTokens", tokens.cacheWrite())
                        .put("tookMs", took.toMillis())
                        .put("requestId", requestId);
        // The journal keeps this for each call of each step: what is not there takes no room.
        if (tokens.thinking() > 0) {
            json.put("thinkingTokens", tokens.thinking());
        }
        if (tokens.cacheWrite1h() > 0) {
            json.put("cacheWrite1hTokens", tokens.cacheWrite1h());
        }
        if (batch) {
            json.put("batch", true);
        }
        return promptVersion.isEmpty() ? json : json.put("promptVersion", promptVersion);
    }
}
