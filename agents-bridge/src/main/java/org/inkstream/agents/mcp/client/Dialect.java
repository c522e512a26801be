package org.inkstream.agents.mcp.client;

import java.util.List;
import org.inkstream.agents.mcp.wire.Rpc;

/**
 * How the other end wants to be spoken to.
 *
 * @param revision the protocol revision that was agreed on, empty while it is not
 * @param session what the other end calls our session, empty if it keeps none
 */
record Dialect(Era era, String revision, String session) {
    static final String INITIALIZE = "initialize";
    static final String INITIALIZED = "notifications/initialized";
    static final String CANCELLED = "notifications/cancelled";
    static final String PROGRESS = "notifications/progress";
    static final String TOOLS_CHANGED = "notifications/tools/list_changed";

    /** The revisions of the initialize era that are spoken here, the preferred one first. */
    static final List<String> SESSION_REVISIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    /** The current revision: each request stands for itself. */
    static final Dialect STATELESS = new Dialect(Era.STATELESS, Rpc.REVISION, "");

    /** Before {@code initialize} has been answered. */
    static final Dialect UNSETTLED = new Dialect(Era.SESSION, "", "");

    /** What changed everything between two revisions. */
    enum Era {
        /** Since 2026-07-28: every request says who asks and how. */
        STATELESS,
        /** Before: {@code initialize} opens a session. */
        SESSION
    }

    boolean stateless() {
        return era == Era.STATELESS;
    }
}
