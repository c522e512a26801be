package org.inkstream.agents.mcp.wire;

/** Bytes that are no JSON, or JSON that is no JSON-RPC message. */
public final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param why a sentence that quotes nothing of the bytes
     */
    public MalformedMessage(String why) {
        super(why, null, false, false);
    }
}
