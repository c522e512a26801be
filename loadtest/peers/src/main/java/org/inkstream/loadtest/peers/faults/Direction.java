package org.inkstream.loadtest.peers.faults;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
    /** From the client to the server: requests. */
    TO_SERVER,
    /** From the server to the client: replies. */
    TO_CLIENT
}
