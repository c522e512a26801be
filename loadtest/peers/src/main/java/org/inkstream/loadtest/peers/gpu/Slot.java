package org.inkstream.loadtest.peers.gpu;

/** A place of a loaded model, which remembers what it read last. */
final class Slot {
    private Prompt held = Prompt.EMPTY;
    private int heldTokens;
    private boolean busy;
    private double usedAt = -1;

    boolean busy() {
        return busy;
    }

    double usedAt() {
        return usedAt;
    }

    /** Tokens of the prompt that need not be read again; at least one must be. */
    int hit(Work work) {
        int common = Math.min(held.common(work.order().prompt()), heldTokens);
        return Math.min(common, work.promptTokens - 1);
    }

    void take() {
        busy = true;
    }

    /**
     * @param readTokens how much of the prompt is in the slot's memory
     */
    void leave(Work work, int readTokens, double now) {
        held = work.order().prompt();
        heldTokens = readTokens;
        usedAt = now;
        busy = false;
    }
}
