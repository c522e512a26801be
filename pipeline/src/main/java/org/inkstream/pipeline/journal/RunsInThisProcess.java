package org.inkstream.pipeline.journal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Which runs this process is working on, over all event loops. Thread-safe. */
public final class RunsInThisProcess {
    /** A takeover adds one to an epoch; leaving room for a million keeps both kinds apart. */
    private static final int ROOM_FOR_TAKEOVERS = 20;

    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong epoch = new AtomicLong();

    /**
     * @return false if the run is being worked on already
     */
    boolean enter(String runId) {
        return open.add(runId);
    }

    void leave(String runId) {
        open.remove(runId);
    }

    /** An epoch that nothing in this process was ever written under, by opening or by takeover. */
    long nextEpoch() {
        return epoch.incrementAndGet() << ROOM_FOR_TAKEOVERS;
    }

    public int size() {
        return open.size();
    }
}
