package org.inkstream.loadtest.peers.nsq;

/**
 * An nsqd on the loopback address, real or not. Its methods block until what they do is done, so
 * they are not for event loops.
 */
public interface Nsqd extends AutoCloseable {
    /** The same as long as it lives, over restarts too. */
    int port();

    /** Ends it as {@code kill -9} does: what it has in memory is lost. */
    void kill();

    /** Ends it as {@code kill} does: it writes to disk what it has in memory, without its dates. */
    void terminate();

    /** Starts it again, with what is on its disk; it must have ended. */
    void restart();

    @Override
    void close();
}
