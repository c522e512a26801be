package org.inkstream.pipeline.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Which runs this process is working on, over all event loops. Thread-safe. */
public final class RunsInThisProcess {
    /** A takeover adds one to an epoch; leaving room for a million keeps both kinds apart. */
    private static final int ROOM_FOR_TAKEOVERS = 20;

    /** With the term of the lease in which each was asked for. */
    private final Map<String, Long> open = new ConcurrentHashMap<>();

    private final AtomicLong epoch = new AtomicLong();

    /** The suspect that is worked on now, empty if none is. */
    private final AtomicReference<String> suspect = new AtomicReference<>("");

    /**
     * @param term of the lease, before anything is asked of the store
     * @return false if the run is being worked on already
     */
    boolean enter(String runId, long term) {
        return open.putIfAbsent(runId, term) == null;
    }

    /** The term in which a run that is being worked on was entered. */
    long enteredIn(String runId) {
        return open.getOrDefault(runId, -1L);
    }

    /**
     * Whether a run that the store calls ours lies idle: its sitting failed, and nobody has begun
     * another. Who begins one enters the run here before anything is asked of the store, so a run
     * that is just opened or claimed never looks idle. One that has just ended may, if the store
     * was read before its end.
     */
    public boolean liesIdle(UnfinishedRuns.Run run, Owner me) {
        return me.id().equals(run.owner()) && !open.containsKey(run.id());
    }

    /**
     * For a run that may kill its process: one at a time, so that a death tells which of them did.
     *
     * @return false if another one is being worked on
     */
    boolean enterAlone(String runId) {
        return suspect.updateAndGet(now -> now.isEmpty() ? runId : now).equals(runId);
    }

    void leave(String runId) {
        open.remove(runId);
        suspect.updateAndGet(now -> now.equals(runId) ? "" : now);
    }

    /** An epoch that nothing in this process was ever written under, by opening or by takeover. */
    long nextEpoch() {
        return epoch.incrementAndGet() << ROOM_FOR_TAKEOVERS;
    }

    public int size() {
        return open.size();
    }
}
