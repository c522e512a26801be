package org.inkstream.agents.mcp.wire;

/** What is known of the other side of a conversation, for those who observe it. */
public interface McpPeer {
    /** The protocol revision that is spoken with it, empty until that is settled. */
    String protocolVersion();

    /** The session that it gave, empty if there is none. */
    default String sessionId() {
        return "";
    }
}
