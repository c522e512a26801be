package org.inkstream.loadtest.peers.gpu;

/** How far a batch has come with one piece of work. */
final class Sequence {
    /** What a batch does with it. */
    enum Phase {
        OUTSIDE,
        PREFILL,
        DECODE
    }

    private static final double ALMOST = 1e-4;

    final Work work;
    Phase phase = Phase.OUTSIDE;

    /** Tokens that are still to be read. */
    double toRead;

    /** Tokens that have come out; while it decodes, as of its entry into the batch. */
    double produced;

    /** Tokens at which something happens: the end, or a fault. */
    int stop;

    /** What the batch's count of tokens was when this one began to decode. */
    double entered;

    /** What the batch's count will be at {@link #stop}. */
    double leaves;

    Sequence(Work work) {
        this.work = work;
    }

    int wholeTokens() {
        return (int) Math.floor(produced + ALMOST);
    }
}
