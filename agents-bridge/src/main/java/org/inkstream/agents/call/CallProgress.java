package org.inkstream.agents.call;

/**
 * Hears where an attempt stands before it is answered. Called on the event loop on which the
 * attempt was made; must not throw.
 */
public interface CallProgress {
    /** Hears nothing. */
    CallProgress IGNORED = new CallProgress() {};

    /** The attempt waits: for a connection, or for a model. */
    default void queued() {}

    /**
     * As far as the agent knows it is worked on from now on. The time that a tool has counts from
     * here, anew each time; an agent that never waits need not say so.
     */
    default void dispatched() {}
}
