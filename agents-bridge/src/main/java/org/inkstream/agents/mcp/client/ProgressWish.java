package org.inkstream.agents.mcp.client;

import java.util.HashMap;
import java.util.Map;

/**
 * Decides whether a call should ask for progress. An agent that is asked may answer with an event
 * stream, which costs more than plain JSON: nothing beside a model call, much beside a rule. So
 * tools are asked until they have shown themselves quick. Not thread-safe: one per event loop.
 */
final class ProgressWish {
    private static final double QUICK_NANOS = 100e6;

    /** How much one answer counts: a few quick ones convince, one slow one is remembered. */
    private static final double WEIGHT = 0.3;

    private final Map<String, Double> usualNanos = new HashMap<>();

    boolean worthAsking(String tool, int attempt) {
        return attempt > 1 || usualNanos.getOrDefault(tool, QUICK_NANOS) >= QUICK_NANOS;
    }

    /**
     * @param nanos from the beginning of the attempt to its end, whatever that was
     */
    void took(String tool, long nanos) {
        double usual = usualNanos.getOrDefault(tool, QUICK_NANOS);
        usualNanos.put(tool, usual + WEIGHT * (nanos - usual));
    }
}
