package org.inkstream.loadtest.peers.models;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What an OpenAI-compatible server reports about an answer beside its text. */
final class OpenAiUsage {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private OpenAiUsage() {}

    /** Here {@code prompt_tokens} includes the cached ones, and completion the reasoning. */
    static JsonObject usage(TokenCounts counts, OpenAiFlavour flavour) {
        JsonObject usage =
                new JsonObject()
                        .put("prompt_tokens", counts.allInput())
                        .put("completion_tokens", counts.output())
                        .put("total_tokens", counts.allInput() + counts.output());
        if (flavour == OpenAiFlavour.LM_STUDIO) {
            return usage;
        }
        return usage.put(
                        "prompt_tokens_details",
                        new JsonObject().put("cached_tokens", counts.cacheRead()))
                .put(
                        "completion_tokens_details",
                        new JsonObject().put("reasoning_tokens", counts.reasoning()));
    }

    /** Adds the timings of llama.cpp, where {@code prompt_n} excludes what was cached. */
    static JsonObject withTimings(JsonObject to, ModelAnswer answer, OpenAiFlavour flavour) {
        if (flavour != OpenAiFlavour.LLAMA_CPP) {
            return to;
        }
        TokenCounts counts = answer.counts();
        return to.put(
                "timings",
                new JsonObject()
                        .put("cache_n", counts.cacheRead())
                        .put("prompt_n", counts.input() + counts.cacheWrites())
                        .put("prompt_ms", millis(answer.times().promptEval()))
                        .put("predicted_n", counts.output())
                        .put("predicted_ms", millis(answer.times().eval())));
    }

    static String reason(ModelAnswer.Stop stop) {
        return stop == ModelAnswer.Stop.LENGTH ? "length" : "stop";
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS_PER_MILLI;
    }
}
