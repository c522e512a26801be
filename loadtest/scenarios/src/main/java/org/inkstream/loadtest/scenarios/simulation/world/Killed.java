package org.inkstream.loadtest.scenarios.simulation.world;

/** Ends what a thread of a process was doing when the process died. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("the process died here", null, false, false);
    }
}
