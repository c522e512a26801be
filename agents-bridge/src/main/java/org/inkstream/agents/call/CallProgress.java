package org.inkstream.agents.call;

/**
 * Hears where an attempt stands before it is answered. Called on the event loop on which the
 * attempt was made; must not throw.
 */
public interface CallProgress {
    /** Hears nothing. */
    CallProgress IGNORED = new CallProgress() {};

    /** The attempt waits for a model. */
    default void queued() {}

    /** A model works on it from now on. */
    default void dispatched() {}
}
