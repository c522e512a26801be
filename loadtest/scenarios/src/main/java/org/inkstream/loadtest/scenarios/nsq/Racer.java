package org.inkstream.loadtest.scenarios.nsq;

/** A client at work. What it leaves running ends with the process. */
interface Racer {
    /** Publishes all messages of the heat, and counts each that was accepted. */
    void publish(Heat heat, Tally tally);

    /** The same, gathered to batches. */
    void publishBatches(Heat heat, Tally tally);

    /** Receives the messages of the heat and finishes each at once, and counts it. */
    void consume(Heat heat, Tally tally);
}
