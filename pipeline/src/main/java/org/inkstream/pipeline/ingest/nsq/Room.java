package org.inkstream.pipeline.ingest.nsq;

/**
 * How many messages each consumer may have in flight, so that the letters in the air never exceed
 * their bound: those whose message is still in flight, and those that go on without one. Not
 * thread-safe: used on the source's event loop.
 */
final class Room {
    /** Room grows in such parts of itself, or every letter would cost two words to each nsqd. */
    private static final int PARTS = 16;

    private final int most;
    private final int consumers;
    private final int step;
    private int told;

    /**
     * @param most letters in the air at once
     * @param consumers that share them, at least 1
     */
    Room(int most, int consumers) {
        // Each share is rounded up, so that none is nothing while there is room at all.
        this.most = Math.max(1, most - (consumers - 1));
        this.consumers = consumers;
        this.step = Math.max(1, this.most / consumers / PARTS);
        this.told = share(0);
    }

    /** What each consumer may have in flight, as it was last told. */
    int told() {
        return told;
    }

    /**
     * @param without letters in the air that have no message in flight any more
     * @return whether the consumers must be told: of less room at once, of more when it is worth it
     */
    boolean changes(int without) {
        int share = share(without);
        boolean tell = share < told || share >= told + step || (without == 0 && share != told);
        told = tell ? share : told;
        return tell;
    }

    /** The same, when there is time for any change. */
    boolean settles(int without) {
        int share = share(without);
        boolean tell = share != told;
        told = share;
        return tell;
    }

    private int share(int without) {
        return (Math.max(0, most - without) + consumers - 1) / consumers;
    }
}
