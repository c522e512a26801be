package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.inkstream.loadtest.scenarios.recovery.Claim;

/** The processes that consume in one run, {@link NsqChaosPlan#CONSUMERS} at a time. Blocks. */
interface Crew {
    String topic();

    String channel();

    /** What is published under a number. */
    Buffer message(int number);

    /** As {@code kill -9}, and starts another one in its place. */
    void kill(int number);

    /** As {@code kill}, and starts another one in its place. */
    void replace(int number);

    /** All processes that were ever started. */
    int started();

    /**
     * @throws IllegalStateException if one has ended that should not have
     */
    void requireAlive();

    /** How many different messages have come out so far. */
    int accepted();

    /** What must be so in the end, when nsqd has nothing left. */
    List<Claim> claims(NsqdAdmin admin);
}
