package org.inkstream.agents.gateway;

/** Hears how one of several servers stands, on that server's event loop. */
interface ReplicaWatch {
    /** For the only server of an endpoint. */
    ReplicaWatch NOBODY =
            new ReplicaWatch() {
                @Override
                public boolean isAlone() {
                    return true;
                }

                @Override
                public void isUp(boolean up) {}

                @Override
                public void bears(int atOnce) {}

                @Override
                public void stands(boolean hasRoom, boolean hasSpare) {}
            };

    /** Whether there is no other server. */
    default boolean isAlone() {
        return false;
    }

    /** Its circuit has opened, or its server is there again. */
    void isUp(boolean up);

    /**
     * It has shown how many slots it has.
     *
     * @param atOnce requests that it gets at once at most, at least one
     */
    void bears(int atOnce);

    /**
     * Told again and again.
     *
     * @param hasRoom whether nothing waits for it, and it would begin with a document at once
     * @param hasSpare whether a document waits for it that it has not begun with
     */
    void stands(boolean hasRoom, boolean hasSpare);
}
