package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import org.inkstream.pipeline.ingest.nsq.wire.Command;

/**
 * A connection to one nsqd, greeted and ready for commands. Heartbeats are answered inside; one
 * that stays silent for two heartbeats is closed. On one event loop, like everything that it calls.
 */
public interface NsqConnection {
    NsqdAddress peer();

    NsqdTerms terms();

    /**
     * For commands without an answer: RDY, FIN, REQ, TOUCH, NOP. Completes when the bytes were
     * handed to the socket; fails when the connection has ended before.
     */
    Future<Void> send(Command command);

    /**
     * For commands with an answer: SUB, PUB, MPUB, DPUB, CLS. Answers come in the order of the
     * commands, and any number may be on their way. Fails with {@link NsqRefusal} when nsqd
     * refuses, and when the connection ends before the answer: then nobody knows whether it was
     * done.
     */
    Future<Void> ask(Command command);

    /** Completes when the connection has ended, by whichever side; never fails. */
    Future<Void> ended();

    /** Ends it without further words; what is in flight is delivered again by nsqd. */
    Future<Void> close();
}
