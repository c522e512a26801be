package org.inkstream.money;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;

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
 * @param standing how sure the numbers are, and whether they were told before
 * @param sharedPrompt prompt tokens of the whole call, if this is one tool's share of a call that
 *     served several; else zero
 */
public record ModelUsage(
        String provider,
        String model,
        Tokens tokens,
        boolean batch,
        Duration took,
        String requestId,
        String promptVersion,
        Standing standing,
        long sharedPrompt) {
    /** The provider name of built-in rules, which cost nothing. */
    public static final String RULES = "rules";

    private static final String NOBODY_KNOWS = "unknown";

    /** What the numbers are. */
    public enum Standing {
        /** Told with the answer, for the first time. */
        NEW,
        /** Told with an answer that was kept: it was bought once, and is not bought again. */
        AGAIN,
        /**
         * Nobody received the outcome, and somebody may send a bill: the tokens are the most that
         * the call can have used, none if not even the model is known.
         */
        UNKNOWN;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        static Standing of(String wireName) {
            for (Standing one : values()) {
                if (one.wireName.equals(wireName)) {
                    return one;
                }
            }
            return NEW;
        }
    }

    /** A whole call. */
    public ModelUsage(
            String provider,
            String model,
            Tokens tokens,
            boolean batch,
            Duration took,
            String requestId,
            String promptVersion,
            Standing standing) {
        this(provider, model, tokens, batch, took, requestId, promptVersion, standing, 0);
    }

    /** A call whose numbers are told for the first time. */
    public ModelUsage(
            String provider,
            String model,
            Tokens tokens,
            boolean batch,
            Duration took,
            String requestId,
            String promptVersion) {
        this(provider, model, tokens, batch, took, requestId, promptVersion, Standing.NEW);
    }

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

    /**
     * The most that a call can have used whose outcome nobody received.
     *
     * @param tokens the whole prompt as input, and the longest answer
     */
    public static ModelUsage atMost(String provider, String model, Tokens tokens) {
        return new ModelUsage(
                provider, model, tokens, false, Duration.ZERO, "", "", Standing.UNKNOWN);
    }

    /** A call of an agent that does not say which models it asks, and whose outcome is lost. */
    public static ModelUsage ofNobodyKnows() {
        return atMost(NOBODY_KNOWS, NOBODY_KNOWS, Tokens.NONE);
    }

    /** The same call as one of a batch. */
    public ModelUsage inBatch() {
        return new ModelUsage(
                provider,
                model,
                tokens,
                true,
                took,
                requestId,
                promptVersion,
                standing,
                sharedPrompt);
    }

    /** The same call under the id that tells it apart from others. */
    public ModelUsage withRequestId(String id) {
        return new ModelUsage(
                provider, model, tokens, batch, took, id, promptVersion, standing, sharedPrompt);
    }

    /** The same call, told by an answer that was kept. */
    public ModelUsage again() {
        return standing == Standing.UNKNOWN
                ? this
                : new ModelUsage(
                        provider,
                        model,
                        tokens,
                        batch,
                        took,
                        requestId,
                        promptVersion,
                        Standing.AGAIN,
                        sharedPrompt);
    }

    /** Whether nobody received the outcome, so that the numbers are the most it can be. */
    public boolean isUnknown() {
        return standing == Standing.UNKNOWN;
    }

    /** Whether rules worked, which are free. */
    public boolean isOfRules() {
        return provider.equals(RULES);
    }

    /** The same call with the version of its prompt. */
    public ModelUsage withPromptVersion(String version) {
        return new ModelUsage(
                provider, model, tokens, batch, took, requestId, version, standing, sharedPrompt);
    }

    /** One tool's share of this call; {@link UsageShares} sees that shares add up. */
    ModelUsage share(Tokens part, Duration time) {
        return new ModelUsage(
                provider,
                model,
                part,
                batch,
                time,
                requestId,
                promptVersion,
                standing,
                // A call whose server counts nothing is shared all the same.
                Math.max(1, promptOfCall()));
    }

    /** Whether it is one tool's share of a call that served several. */
    public boolean isShare() {
        return sharedPrompt > 0;
    }

    /** The prompt tokens by whose number the price of the call is picked. */
    public long promptOfCall() {
        return isShare() ? sharedPrompt : tokens.prompt();
    }

    /** Whether both tell of one call of the provider, which is paid for once. */
    public boolean sameCallAs(ModelUsage other) {
        return !requestId.isEmpty()
                && requestId.equals(other.requestId)
                && provider.equals(other.provider);
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
                json.getString("provider", NOBODY_KNOWS),
                json.getString("model", NOBODY_KNOWS),
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
                json.getString("promptVersion", ""),
                Standing.of(json.getString("standing", "")),
                json.getLong("sharedPromptTokens", 0L));
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
        if (standing != Standing.NEW) {
            json.put("standing", standing.wireName);
        }
        if (isShare()) {
            json.put("sharedPromptTokens", sharedPrompt);
        }
        return promptVersion.isEmpty() ? json : json.put("promptVersion", promptVersion);
    }
}
