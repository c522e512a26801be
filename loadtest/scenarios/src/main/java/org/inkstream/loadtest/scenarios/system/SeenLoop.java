package org.inkstream.loadtest.scenarios.system;

/**
 * What looks at an event loop have shown of the handler that it is in. Looks may be far apart: what
 * the loop did between the last one and the beginning of the handler is not the handler's. All
 * times are in nanoseconds.
 */
final class SeenLoop {
    /** Whether it was seen to wait when it had taken too long. */
    boolean waited;

    /** Where it was then; empty as long as it was not looked into. */
    String where = "";

    private long cpu;
    private long collected;
    private long begun;
    private long seen;
    private long collectedBefore;
    private long workedAtFirst;
    private long cpuAtFirst;

    /**
     * @param handler when it began; 0 for none
     */
    boolean isIn(long handler) {
        return begun == handler;
    }

    /**
     * @param handler when the one that it is in began, 0 if it is in none
     * @param now by the same clock
     * @param cpuNow processor time of its thread so far
     * @param collectedNow collections of garbage so far
     */
    void look(long handler, long now, long cpuNow, long collectedNow) {
        if (begun != handler) {
            begun = handler;
            collectedBefore = collected;
            // Of what it has worked since the look before, no more than there was time for.
            workedAtFirst = Math.min(cpuNow - cpu, Math.max(0, now - handler));
            cpuAtFirst = cpuNow;
            waited = false;
            where = "";
        }
        seen = now;
        cpu = cpuNow;
        collected = collectedNow;
    }

    /** How long the handler has been seen to take; 0 if there is none. */
    long took() {
        return begun == 0 ? 0 : seen - begun;
    }

    /** How much of that it has worked, at most. */
    long worked() {
        return workedAtFirst + cpu - cpuAtFirst;
    }

    /** Collections of garbage when it was looked at last before the handler. */
    long collectedBefore() {
        return collectedBefore;
    }
}
