package org.inkstream.agents.mcp;

/** Names and numbers of JSON-RPC 2.0 and of the protocol revision that is spoken here. */
final class Rpc {
    /** The protocol revision. */
    static final String REVISION = "2026-07-28";

    static final String DISCOVER = "server/discover";
    static final String LIST_TOOLS = "tools/list";
    static final String CALL_TOOL = "tools/call";

    static final String META = "_meta";
    static final String META_REVISION = "io.modelcontextprotocol/protocolVersion";
    static final String META_CLIENT = "io.modelcontextprotocol/clientInfo";
    static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String META_SERVER = "io.modelcontextprotocol/serverInfo";
    static final String META_CALL = "org.inkstream/call";
    static final String META_USAGE = "org.inkstream/usage";

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;
    static final int HEADER_MISMATCH = -32020;
    static final int MISSING_CAPABILITY = -32021;
    static final int UNSUPPORTED_REVISION = -32022;

    /** Ours, in the range that JSON-RPC leaves to servers: too much to do. */
    static final int OVERLOADED = -32050;

    /** Ours: the work was not begun, because its caller had given it up. */
    static final int ABANDONED = -32051;

    private Rpc() {}
}
