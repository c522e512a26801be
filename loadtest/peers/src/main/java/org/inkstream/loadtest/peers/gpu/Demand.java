package org.inkstream.loadtest.peers.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one document asks of models.
 *
 * @param prefixTokens that all its calls on one model can share: the system's part and the document
 * @param calls in any order that respects what they come after
 */
public record Demand(int prefixTokens, List<Call> calls) {
    public Demand {
        calls = List.copyOf(calls);
        for (int at = 0; at < calls.size(); at++) {
            int index = at;
            if (calls.get(at).after().stream().anyMatch(other -> other < 0 || other >= index)) {
                throw new IllegalArgumentException("calls come after earlier calls only");
            }
        }
    }

    /**
     * One call.
     *
     * @param suffixTokens behind the prefix: the instruction and the schema
     * @param after indices of the calls whose answers it needs
     */
    public record Call(String model, int suffixTokens, int outputTokens, List<Integer> after) {
        public Call {
            after = List.copyOf(after);
        }

        /** Needs no other call. */
        public Call(String model, int suffixTokens, int outputTokens) {
            this(model, suffixTokens, outputTokens, List.of());
        }
    }

    Map<String, List<Call>> byModel() {
        return calls.stream()
                .collect(
                        Collectors.groupingBy(
                                Call::model, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * The same with calls on one model fused: the longest instruction of a group is read once, all
     * is written. What comes after what is lost.
     *
     * @param groups how many calls remain on each model at most
     */
    public Demand fused(int groups) {
        List<Call> fused = new ArrayList<>();
        byModel().forEach((model, own) -> fused.addAll(fuse(model, own, groups)));
        return new Demand(prefixTokens, fused);
    }

    private static List<Call> fuse(String model, List<Call> calls, int groups) {
        int each = (calls.size() + groups - 1) / groups;
        List<Call> fused = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += each) {
            List<Call> group = calls.subList(from, Math.min(calls.size(), from + each));
            int suffix = group.stream().mapToInt(Call::suffixTokens).max().orElseThrow();
            int output = group.stream().mapToInt(Call::outputTokens).sum();
            fused.add(new Call(model, suffix, output));
        }
        return fused;
    }
}
