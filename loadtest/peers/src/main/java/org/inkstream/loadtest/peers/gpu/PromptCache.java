package org.inkstream.loadtest.peers.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prefixes that a paid API keeps for a while, by the breakpoints that clients set. */
final class PromptCache {
    private final double life;
    private final Map<Long, Double> until = new HashMap<>();

    /**
     * @param life nanoseconds after the last use
     */
    PromptCache(double life) {
        this.life = life;
    }

    /** Tokens of the longest prefix of the order that is kept. */
    int read(Order order, double now) {
        List<Integer> breakpoints = order.breakpoints();
        int longest = 0;
        for (int leading : breakpoints) {
            long name = name(order, leading);
            if (until.getOrDefault(name, -1.0) > now) {
                until.put(name, now + life);
                longest = Math.max(longest, order.prompt().tokens(leading));
            }
        }
        return longest;
    }

    /** Tokens of the longest prefix that is to be kept; 0 if none is long enough. */
    static int wanted(Order order, int minimum) {
        int last = order.breakpoints().stream().mapToInt(leading -> leading).max().orElse(0);
        int tokens = order.prompt().tokens(last);
        return tokens >= minimum ? tokens : 0;
    }

    /** Keeps what is long enough; called when an answer has begun. */
    void write(Order order, int minimum, double now) {
        until.values().removeIf(end -> end <= now);
        order.breakpoints().stream()
                .filter(leading -> order.prompt().tokens(leading) >= minimum)
                .forEach(leading -> until.put(name(order, leading), now + life));
    }

    void forget() {
        until.clear();
    }

    private static long name(Order order, int leading) {
        return order.prompt().chain(leading) ^ order.model().hashCode();
    }
}
