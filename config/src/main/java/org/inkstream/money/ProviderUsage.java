package org.inkstream.money;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Turns what providers report into disjoint token classes. They disagree on what the input is:
 * Anthropic leaves out what a cache served or took, OpenAI and Ollama count the whole prompt. Each
 * method fails with {@link IllegalArgumentException} or {@link ClassCastException} if the report
 * contradicts itself or is not a report.
 */
public final class ProviderUsage {
    public static final String ANTHROPIC = "anthropic";
    public static final String OLLAMA = "ollama";

    private ProviderUsage() {}

    /**
     * Reads {@code usage} of a message; a call of a batch says so itself ({@code service_tier}).
     * Thinking is within the output, and how much it is goes unsaid.
     *
     * @param took until the answer was complete; Anthropic gives no time of its own
     */
    public static ModelUsage ofAnthropic(
            String model, JsonObject usage, Duration took, String requestId) {
        long write1h = count(member(usage, "cache_creation"), "ephemeral_1h_input_tokens");
        Tokens tokens =
                new Tokens(
                        count(usage, "input_tokens"),
                        count(usage, "output_tokens"),
                        0,
                        count(usage, "cache_read_input_tokens"),
                        Math.subtractExact(writtenToCache(usage), write1h),
                        write1h);
        ModelUsage used = new ModelUsage(ANTHROPIC, model, tokens, false, took, requestId, "");
        return "batch".equals(usage.getValue("service_tier")) ? used.inBatch() : used;
    }

    /**
     * Reads {@code usage} of a chat completion, of OpenAI and of every server that speaks like it.
     *
     * @param provider who served the model, as the price table names it
     * @param took until the answer was complete; the protocol knows no time
     */
    public static ModelUsage ofOpenAi(
            String provider, String model, JsonObject usage, Duration took, String requestId) {
        long prompt = count(usage, "prompt_tokens");
        long cached = count(member(usage, "prompt_tokens_details"), "cached_tokens");
        long thinking = count(member(usage, "completion_tokens_details"), "reasoning_tokens");
        long output = count(usage, "completion_tokens");
        // Some servers count thinking beside the completion and not within it; their total tells.
        if (count(usage, "total_tokens") == prompt + output + thinking) {
            output += thinking;
        }
        Tokens tokens =
                new Tokens(Math.subtractExact(prompt, cached), output, thinking, cached, 0, 0);
        return new ModelUsage(provider, model, tokens, false, took, requestId, "");
    }

    /**
     * Reads the last object of an Ollama answer. Its count of the prompt includes what the cache of
     * a slot served, which is not told apart and costs nothing.
     *
     * @return with the time in the model, without waiting and loading
     */
    public static ModelUsage ofOllama(JsonObject last) {
        Tokens tokens = Tokens.of(count(last, "prompt_eval_count"), count(last, "eval_count"));
        Duration took =
                Duration.ofNanos(
                        Math.addExact(
                                count(last, "prompt_eval_duration"), count(last, "eval_duration")));
        String model = last.getString("model", "unknown");
        return new ModelUsage(OLLAMA, model, tokens, false, took, "", "");
    }

    /** The sum is reported always, its parts only where caches of both lengths exist. */
    private static long writtenToCache(JsonObject usage) {
        if (usage.getValue("cache_creation_input_tokens") != null) {
            return count(usage, "cache_creation_input_tokens");
        }
        JsonObject parts = member(usage, "cache_creation");
        return count(parts, "ephemeral_5m_input_tokens")
                + count(parts, "ephemeral_1h_input_tokens");
    }

    private static long count(JsonObject json, String name) {
        Number count = json.getNumber(name);
        return count == null ? 0 : count.longValue();
    }

    private static JsonObject member(JsonObject json, String name) {
        JsonObject member = json.getJsonObject(name);
        return member == null ? new JsonObject() : member;
    }
}
