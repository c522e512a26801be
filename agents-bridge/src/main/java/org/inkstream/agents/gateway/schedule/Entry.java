package org.inkstream.agents.gateway.schedule;

/** One call that waits or is worked on. */
final class Entry {
    final Ask ask;

    /** When it came, a reading of the clock. */
    final long arrived;

    /** How long the server will work on it, in nanoseconds, as was guessed when it came. */
    final long cost;

    /** Whether the guess rests on calls of its kind. */
    final boolean known;

    final Group group;

    /** When it was sent; of no meaning while it waits. */
    long sent;

    /** Whether its collection has been charged with its cost. */
    boolean charged;

    Entry(Ask ask, long arrived, Estimates.Guess guess, Group group) {
        this.ask = ask;
        this.arrived = arrived;
        this.cost = guess.nanos();
        this.known = guess.known();
        this.group = group;
    }
}
