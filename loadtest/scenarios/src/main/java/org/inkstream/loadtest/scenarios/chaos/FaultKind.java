package org.inkstream.loadtest.scenarios.chaos;

/** What can go wrong in a chaos run. */
public enum FaultKind {
    WORKER_KILLED(6, true),
    WORKER_TERMINATED(2, false),
    WORKER_SUSPENDED(1, false),
    BACKEND_KILLED(2, true),
    BACKEND_CANNOT_WRITE(1, false),
    AGENT_KILLED(2, true),
    BROKER_NETWORK(3, false),
    STORE_NETWORK(3, false),
    AGENT_NETWORK(3, false);

    private final int weight;
    private final boolean kill;

    FaultKind(int weight, boolean kill) {
        this.weight = weight;
        this.kill = kill;
    }

    /** How often it is drawn, against the others. */
    int weight() {
        return weight;
    }

    /** Whether a process is killed as {@code kill -9} does. */
    boolean kill() {
        return kill;
    }

    /** Whether results that were answered may not have reached the journal. */
    boolean keepsResultsFromTheJournal() {
        return this == BACKEND_KILLED || this == BACKEND_CANNOT_WRITE || this == STORE_NETWORK;
    }

    /** Whether answers may not have reached a worker, whichever it is. */
    boolean keepsAnswersFromWorkers() {
        return this == AGENT_KILLED || this == AGENT_NETWORK;
    }

    /** Whether one worker stops working on what it has in the air. */
    boolean stopsOneWorker() {
        return this == WORKER_KILLED || this == WORKER_SUSPENDED;
    }
}
