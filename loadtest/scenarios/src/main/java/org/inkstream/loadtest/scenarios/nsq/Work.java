package org.inkstream.loadtest.scenarios.nsq;

import java.util.Locale;

/** What is measured of a client. */
enum Work {
    /** Each message is published by itself and answered for. */
    PUBLISH("publish"),
    /** Messages are gathered to about 16 KiB. */
    BATCH("publish batches"),
    /** Messages that wait already are received and finished at once. */
    CONSUME("consume"),
    /** The same of messages that come at a pace, with a watch between client and nsqd. */
    SETTLE("settle, paced");

    private final String label;

    Work(String label) {
        this.label = label;
    }

    /** For people. */
    String label() {
        return label;
    }

    boolean publishes() {
        return this == PUBLISH || this == BATCH;
    }

    /** As people ask for it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
