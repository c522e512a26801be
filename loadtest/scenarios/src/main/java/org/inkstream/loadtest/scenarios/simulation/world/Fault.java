package org.inkstream.loadtest.scenarios.simulation.world;

/** What may go wrong in a world. */
public enum Fault {
    /** Processes are killed, at crash points and at any time, and started again. */
    KILL,
    /** Processes are asked to end, and others join. */
    LEAVE,
    /** Processes stand still, also for longer than their lease, and go on. */
    SUSPEND,
    /** Wall clocks jump by up to an hour. */
    CLOCK,
    /** The store fails, is slow, or its answer is lost. */
    STORE,
    /** The broker fails, members are thrown out, commits are lost, records come twice. */
    BROKER,
    /** Agents fail, are silent, late or overloaded, and answers are lost. */
    AGENT,
    /** Records that are no events, and letters that cannot be put together. */
    POISON
}
