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
                public void limit(int calls, boolean found) {}
            };

    /** Whether there is no other server. */
    default boolean isAlone() {
        return false;
    }

    /** Its circuit has opened, or its server is there again. */
    void isUp(boolean up);

    /**
     * How many requests it may work on at once; told again and again.
     *
     * @param found whether it bears so many and no more
     */
    void limit(int calls, boolean found);
}
