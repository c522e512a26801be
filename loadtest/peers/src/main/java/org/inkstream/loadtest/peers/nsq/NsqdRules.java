package org.inkstream.loadtest.peers.nsq;

import java.time.Duration;
import java.util.List;

/**
 * What an nsqd is started with, the real one and its double alike.
 *
 * @param messageTimeout of a client that does not ask for another one
 * @param maxMessageTimeout how long touching can put off a redelivery
 * @param maxReady largest RDY that is accepted
 * @param memoryQueue messages of a topic or channel that wait in memory; what comes beyond goes to
 *     disk
 * @param syncEvery messages after which what is on disk is made durable; it is every two seconds
 *     too
 */
public record NsqdRules(
        Duration messageTimeout,
        Duration maxMessageTimeout,
        int maxReady,
        int memoryQueue,
        int syncEvery) {
    static final int MAX_MESSAGE_BYTES = 1_024 * 1_024;
    static final int MAX_BODY_BYTES = 5 * MAX_MESSAGE_BYTES;
    static final Duration MAX_DELAY = Duration.ofHours(1);
    static final Duration SYNC_TIMEOUT = Duration.ofSeconds(2);

    public NsqdRules {
        if (messageTimeout.toMillis() < 1 || messageTimeout.compareTo(maxMessageTimeout) > 0) {
            throw new IllegalArgumentException(
                    "messageTimeout must be from 1 ms to %s, got %s"
                            .formatted(maxMessageTimeout, messageTimeout));
        }
        if (maxReady < 1 || memoryQueue < 0 || syncEvery < 1) {
            throw new IllegalArgumentException(
                    "not rules of an nsqd: maxReady %d, memoryQueue %d, syncEvery %d"
                            .formatted(maxReady, memoryQueue, syncEvery));
        }
    }

    /** Those of an nsqd that is told nothing. */
    public static NsqdRules usual() {
        return new NsqdRules(Duration.ofMinutes(1), Duration.ofMinutes(15), 2_500, 10_000, 2_500);
    }

    public NsqdRules messageTimeout(Duration timeout) {
        return new NsqdRules(timeout, maxMessageTimeout, maxReady, memoryQueue, syncEvery);
    }

    public NsqdRules maxMessageTimeout(Duration timeout) {
        return new NsqdRules(messageTimeout, timeout, maxReady, memoryQueue, syncEvery);
    }

    public NsqdRules memoryQueue(int messages) {
        return new NsqdRules(messageTimeout, maxMessageTimeout, maxReady, messages, syncEvery);
    }

    public NsqdRules syncEvery(int messages) {
        return new NsqdRules(messageTimeout, maxMessageTimeout, maxReady, memoryQueue, messages);
    }

    /** For the command line of the real one. */
    List<String> flags() {
        return List.of(
                "-msg-timeout=" + messageTimeout.toMillis() + "ms",
                "-max-msg-timeout=" + maxMessageTimeout.toMillis() + "ms",
                "-max-rdy-count=" + maxReady,
                "-mem-queue-size=" + memoryQueue,
                "-sync-every=" + syncEvery);
    }
}
