package org.inkstream.agents.call;

/**
 * Keeps retries a bounded share of all calls to one agent, so that an agent in trouble is not
 * buried. Each call earns a share of a retry, each retry spends one, and what is not spent is saved
 * up to a reserve, which is full at the start. Not thread-safe: one per agent and event loop.
 */
public final class RetryBudget {
    /** Enough for every call of 100 documents to fail once, as when agents start after us. */
    private static final double RESERVE = 1_000;

    private final double share;
    private double saved;

    /**
     * @param share retries earned by each call, 0 to 1; 0 means that nothing is ever retried
     */
    public RetryBudget(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, got " + share);
        }
        this.share = share;
        this.saved = share == 0 ? 0 : RESERVE;
    }

    void earn() {
        saved = Math.min(RESERVE, saved + share);
    }

    /** Whether one more retry may be made; it is then spent. */
    boolean spend() {
        if (saved < 1) {
            return false;
        }
        saved--;
        return true;
    }
}
