package org.inkstream.agents.gateway.schedule;

import java.util.Optional;

/** Which call fits best what the server remembers and works on. */
interface Placement {
    /** Takes the next call of the lane; empty if none should be sent now. */
    Optional<Entry> choose(Lane lane, long now);

    /** A call waits that has been added to its group. */
    void joined(Entry entry, long now);

    /** A call that waits has been taken out of its group. */
    void withdrawn(Entry entry, long now);

    /** Whether it would begin with a document now, if there were any. */
    default boolean hasRoom() {
        return true;
    }

    /** The server has shown how many slots it has. */
    default void most(int slots) {}

    /** The server has begun to answer. */
    default void begun(Entry entry, long now) {}

    /** A call that was sent has ended. */
    void ended(Entry entry, long now);

    /** When something may be chosen that may not be now; later than that, or never. */
    default long wakeAt(long now) {
        return Schedule.NEVER;
    }
}
