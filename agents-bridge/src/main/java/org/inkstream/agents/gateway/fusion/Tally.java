package org.inkstream.agents.gateway.fusion;

/** Counts what comes of asking tools together. Used on the endpoint's event loop. */
final class Tally {
    private long calls;
    private long parts;
    private long alone;

    void together(int tools) {
        calls++;
        parts += tools;
    }

    void alone() {
        alone++;
    }

    Fused fused() {
        return new Fused(calls, parts, alone);
    }
}
