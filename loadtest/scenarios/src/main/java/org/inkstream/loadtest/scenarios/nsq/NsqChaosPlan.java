package org.inkstream.loadtest.scenarios.nsq;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is done to consumers and connections.
 *
 * @param nsqd the program
 * @param workers whether whole workers consume, and not bare consumers
 * @param messages that go in and must come out
 * @param perSecond messages that are published, at most
 * @param seed of the faults
 * @param gap between two faults, on average
 * @param settling how long after the last fault everything may take to come out
 */
record NsqChaosPlan(
        Path nsqd,
        boolean workers,
        int messages,
        int perSecond,
        long seed,
        Duration gap,
        Duration settling) {
    static final int CONSUMERS = 3;

    private static final int PATIENT = 4;

    /** How long there are faults at most: several times what publishing takes without them. */
    Duration disturbance() {
        return Duration.ofSeconds(PATIENT * (long) messages / perSecond).plus(gap.multipliedBy(10));
    }
}
