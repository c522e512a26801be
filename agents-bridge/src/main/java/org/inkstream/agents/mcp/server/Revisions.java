package org.inkstream.agents.mcp.server;

import java.util.List;
import org.inkstream.agents.mcp.wire.Rpc;

/** The protocol revisions that are served. */
public final class Revisions {
    /** Those that know no session. */
    public static final List<String> STATELESS = List.of(Rpc.REVISION);

    /** The only one in which a client may send several messages at once. */
    public static final String WITH_BATCHES = "2025-03-26";

    /** Those that begin with {@code initialize}, the newest first. */
    public static final List<String> WITH_SESSIONS =
            List.of("2025-11-25", "2025-06-18", WITH_BATCHES);

    private Revisions() {}

    /** What is spoken with a client that asks for this revision. */
    static String agreed(Object requested) {
        return requested instanceof String revision && WITH_SESSIONS.contains(revision)
                ? revision
                : WITH_SESSIONS.get(0);
    }
}
