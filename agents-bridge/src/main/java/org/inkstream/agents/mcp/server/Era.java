package org.inkstream.agents.mcp.server;

/** The two generations of the protocol, which answer the same requests in different dress. */
public enum Era {
    /** Revision 2026-07-28: every request stands alone and says what its sender speaks. */
    STATELESS,
    /** Revisions up to 2025-11-25: a client introduces itself by {@code initialize}. */
    SESSIONS
}
