package org.inkstream.agents.mcp.http;

import java.util.HashMap;
import java.util.Map;

/** What is known about one client of the session era. Used on its server's event loop. */
final class Session {
    private final String id;
    private final String revision;
    private final Map<Object, Runnable> inTheAir = new HashMap<>();
    private long lastUsedNanos;

    /**
     * @param revision of the protocol that was agreed
     */
    Session(String id, String revision, long nowNanos) {
        this.id = id;
        this.revision = revision;
        this.lastUsedNanos = nowNanos;
    }

    String id() {
        return id;
    }

    String revision() {
        return revision;
    }

    void used(long nowNanos) {
        lastUsedNanos = nowNanos;
    }

    long lastUsedNanos() {
        return lastUsedNanos;
    }

    boolean isWorking() {
        return !inTheAir.isEmpty();
    }

    boolean isInTheAir(Object requestId) {
        return inTheAir.containsKey(requestId);
    }

    /**
     * @param abandon stops the work on the request
     */
    void begin(Object requestId, Runnable abandon) {
        inTheAir.put(requestId, abandon);
    }

    void end(Object requestId) {
        inTheAir.remove(requestId);
    }

    /** Stops the work on one request; harmless if it has ended. */
    void cancel(Object requestId) {
        Runnable abandon = inTheAir.remove(requestId);
        if (abandon != null) {
            abandon.run();
        }
    }

    /** Stops all its work. */
    void close() {
        Map<Object, Runnable> all = Map.copyOf(inTheAir);
        inTheAir.clear();
        all.values().forEach(Runnable::run);
    }
}
