package org.inkstream.loadtest.peers.gpu;

/**
 * An inference server without its face, for one GPU or one paid account. Used on one thread, the
 * one on which its timers call.
 */
public interface Engine extends AutoCloseable {
    /** Takes an order now. What is refused at once has ended when this returns. */
    Work submit(Order order);

    /** What is to go wrong. */
    Faults faults();

    /**
     * What has happened so far.
     *
     * @throws IllegalStateException if the books do not balance, which is a bug of the engine
     */
    EngineStats stats();

    /** Breaks off what is in the air and leaves no timer. What is submitted later is broken too. */
    @Override
    void close();
}
