package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.List;

/**
 * A piece of work for an engine.
 *
 * @param model as the server names it
 * @param prompt what is read; empty to load or unload a model
 * @param outputTokens how long the answer would be if nothing bounds it
 * @param maxTokens the bound that the client sets ({@code num_predict}, {@code max_tokens})
 * @param numCtx the context's length in tokens, 0 for the server's default; slot engines only
 * @param keepAlive for how long the model stays loaded afterwards; negative means for ever; slot
 *     engines only
 * @param priority lower is first; paged engines with that policy only
 * @param breakpoints after how many leading parts the client marks a cacheable prefix, rising; API
 *     only
 */
public record Order(
        String model,
        Prompt prompt,
        int outputTokens,
        int maxTokens,
        int numCtx,
        Duration keepAlive,
        int priority,
        List<Integer> breakpoints) {
    private static final Duration USUAL_KEEP_ALIVE = Duration.ofMinutes(5);

    public Order {
        if (outputTokens < 0 || maxTokens < 0 || numCtx < 0) {
            throw new IllegalArgumentException(
                    "tokens must not be negative, got output "
                            + outputTokens
                            + ", max "
                            + maxTokens
                            + ", context "
                            + numCtx);
        }
        if (maxTokens == 0 && !prompt.parts().isEmpty()) {
            throw new IllegalArgumentException("an answer has at least one token");
        }
        breakpoints = List.copyOf(breakpoints);
        int last = prompt.parts().size();
        if (breakpoints.stream().anyMatch(leading -> leading < 1 || leading > last)) {
            throw new IllegalArgumentException(
                    "breakpoints are counts of parts from 1 to " + last + ", got " + breakpoints);
        }
    }

    /** Bounded by its own length; an answer has at least one token. */
    public static Order of(String model, Prompt prompt, int outputTokens) {
        int tokens = Math.max(1, outputTokens);
        return new Order(model, prompt, tokens, tokens, 0, USUAL_KEEP_ALIVE, 0, List.of());
    }

    /** Loads a model, or unloads it if it is not kept alive. */
    public static Order preload(String model, Duration keepAlive) {
        return new Order(model, Prompt.EMPTY, 0, 0, 0, keepAlive, 0, List.of());
    }

    public Order maxTokens(int tokens) {
        return new Order(
                model, prompt, outputTokens, tokens, numCtx, keepAlive, priority, breakpoints);
    }

    public Order numCtx(int tokens) {
        return new Order(
                model, prompt, outputTokens, maxTokens, tokens, keepAlive, priority, breakpoints);
    }

    public Order keepAlive(Duration time) {
        return new Order(
                model, prompt, outputTokens, maxTokens, numCtx, time, priority, breakpoints);
    }

    public Order priority(int lowerFirst) {
        return new Order(
                model, prompt, outputTokens, maxTokens, numCtx, keepAlive, lowerFirst, breakpoints);
    }

    /**
     * @param leadingParts counts of leading parts
     */
    public Order breakpoints(Integer... leadingParts) {
        return new Order(
                model,
                prompt,
                outputTokens,
                maxTokens,
                numCtx,
                keepAlive,
                priority,
                List.of(leadingParts));
    }

    boolean readsNothing() {
        return prompt.parts().isEmpty();
    }
}
