package org.inkstream.agents.gateway.schedule;

import java.util.Optional;

/** How many calls the server should have at once. */
interface Limit {
    /** At least one. */
    int calls();

    /** The server has shown how many slots it has; the limit is that from now on. */
    default void most(int slots) {}

    /**
     * A call was answered.
     *
     * @param took nanoseconds since it was sent
     * @param full whether all that the limit allows were sent when it ended
     */
    default void answered(Ending.Answered how, long took, boolean full, long now) {}

    /** The server says what it has to do, or does not say it. */
    default void heard(Optional<ServerLoad> load) {}
}
