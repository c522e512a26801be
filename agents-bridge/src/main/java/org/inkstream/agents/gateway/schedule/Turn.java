package org.inkstream.agents.gateway.schedule;

/** What is to be done next with one call that waits. It waits no longer. */
public sealed interface Turn {
    /** The call's own id. */
    long id();

    /** It may be sent now, and counts as worked on until it has ended. */
    record Send(long id) implements Turn {}

    /**
     * It is not worth sending.
     *
     * @param why for people
     */
    record Drop(long id, String why) implements Turn {}
}
