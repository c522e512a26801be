package org.inkstream.loadtest.peers.gpu;

/** What one piece of work has in a paged cache. */
final class Page {
    private static final double ALMOST = 1e-4;

    final Work work;
    final long[] names;

    /** How many of the first named blocks it uses. */
    int pinned;

    /** Whether it has been let in at all. */
    boolean begun;

    Page(Work work) {
        this.work = work;
        this.names = work.order().prompt().blocks();
    }

    /** At least one token of a prompt is read again, so that there is something to go on from. */
    int mostHits() {
        return (work.promptTokens - 1) / Prompt.BLOCK;
    }

    /** All blocks up to the token that is written next. */
    int blocks() {
        return (int) (written() / Prompt.BLOCK) + 1;
    }

    /** The blocks when it is complete. */
    int mostBlocks() {
        return (work.promptTokens + work.target - 1) / Prompt.BLOCK + 1;
    }

    int unnamed() {
        return blocks() - pinned;
    }

    /** How many tokens it writes until it wants one block more. */
    double untilNextBlock() {
        return blocks() * (double) Prompt.BLOCK - written();
    }

    private double written() {
        double tokens = work.promptTokens + work.sequence.produced + ALMOST;
        return Math.min(tokens, work.promptTokens + work.target - 1.0);
    }
}
