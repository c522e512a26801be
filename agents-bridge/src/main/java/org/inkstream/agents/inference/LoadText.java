package org.inkstream.agents.inference;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds in the metrics of vLLM, SGLang and llama.cpp how many requests run and wait; of several
 * engines or models the sum.
 */
final class LoadText {
    private static final Set<String> RUNNING =
            Set.of(
                    "vllm:num_requests_running",
                    "sglang:num_running_reqs",
                    "llamacpp:requests_processing");
    private static final Set<String> WAITING =
            Set.of(
                    "vllm:num_requests_waiting",
                    "sglang:num_queue_reqs",
                    "llamacpp:requests_deferred");

    private LoadText() {}

    /** Empty if the text does not tell both. */
    static Optional<ModelEndpoint.Load> read(String metrics) {
        OptionalInt running = sum(metrics, RUNNING);
        OptionalInt waiting = sum(metrics, WAITING);
        return running.isPresent() && waiting.isPresent()
                ? Optional.of(new ModelEndpoint.Load(running.getAsInt(), waiting.getAsInt()))
                : Optional.empty();
    }

    private static OptionalInt sum(String metrics, Set<String> names) {
        double[] values =
                metrics.lines()
                        .filter(line -> names.contains(name(line)))
                        .mapToDouble(LoadText::value)
                        .filter(value -> value >= 0)
                        .toArray();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(Integer.MAX_VALUE, sum));
    }

    private static String name(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != ' ') {
            end++;
        }
        return line.substring(0, end);
    }

    /**
     * The first number after name and labels; a timestamp may follow. Negative if there is none.
     */
    private static double value(String line) {
        String rest = line.substring(Math.max(line.lastIndexOf('}'), name(line).length() - 1) + 1);
        try {
            return Double.parseDouble(rest.strip().split(" ", 2)[0]);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
