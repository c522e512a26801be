package org.inkstream.pipeline.ingest.kafka;

import org.apache.kafka.common.TopicPartition;

/**
 * One partition from its assignment to us until its revocation. Not thread-safe: used on the poll
 * thread only.
 */
final class Tenure {
    private final TopicPartition partition;
    private final OffsetLedger ledger = new OffsetLedger();
    private int inFlight;
    private boolean over;

    Tenure(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    OffsetLedger ledger() {
        return ledger;
    }

    int inFlight() {
        return inFlight;
    }

    /** Whether somebody else may own the partition by now; its offsets are then not ours. */
    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    void handedOut() {
        inFlight++;
    }

    void returned() {
        inFlight--;
    }
}
