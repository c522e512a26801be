package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.inkstream.agents.mcp.Agents;
import org.inkstream.catalogue.Revision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revision that runs begin with, which follows what agents elsewhere say of themselves. For any
 * thread.
 */
final class LiveRevision {
    private static final Logger LOGGER = LoggerFactory.getLogger(LiveRevision.class);

    private final Revision settings;
    private final Supplier<String> agents;
    private volatile Current current;
    private volatile boolean kept;

    /** Hashing takes its time, and letters are many. */
    private record Current(String agents, String hash) {}

    /**
     * @param settings what the settings alone say
     * @param agents what agents elsewhere say now
     */
    LiveRevision(Revision settings, Supplier<String> agents) {
        this.settings = settings;
        this.agents = agents;
        this.current = now(agents.get());
    }

    /** Waits until the agents have answered, but not for longer than the limit. Blocks. */
    void learn(Future<String> asked, Duration limit) {
        try {
            Await.done("asking the agents for their revision", limit, asked);
        } catch (IllegalStateException silent) {
            LOGGER.atWarn()
                    .setCause(silent)
                    .log("agents do not answer yet; their revision will be known with them");
        }
    }

    String hash() {
        Current last = current;
        if (kept) {
            return last.hash();
        }
        String told = agents.get();
        if (!told.equals(last.agents())) {
            last = now(told);
            current = last;
        }
        return last.hash();
    }

    /** Whether it will not change by the mere first contact with agents elsewhere. */
    boolean isKnown() {
        return kept || !Agents.UNKNOWN_REVISION.equals(agents.get());
    }

    /** Stays what it is from now on. */
    synchronized String keep() {
        String hash = hash();
        kept = true;
        return hash;
    }

    private Current now(String told) {
        return new Current(told, settings.servedBy(told).hash());
    }
}
