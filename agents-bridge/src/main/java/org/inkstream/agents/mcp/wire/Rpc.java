package org.inkstream.agents.mcp.wire;

/** Names and numbers of JSON-RPC 2.0 and of the protocol revision that is spoken here. */
public final class Rpc {
    /** The protocol revision. */
    public static final String REVISION = "2026-07-28";

    public static final String DISCOVER = "server/discover";
    public static final String LIST_TOOLS = "tools/list";
    public static final String CALL_TOOL = "tools/call";

    public static final String META = "_meta";
    public static final String META_REVISION = "io.modelcontextprotocol/protocolVersion";
    public static final String META_CLIENT = "io.modelcontextprotocol/clientInfo";
    public static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    public static final String META_SERVER = "io.modelcontextprotocol/serverInfo";
    public static final String META_CALL = "org.inkstream/call";
    public static final String META_USAGE = "org.inkstream/usage";

    /** In {@code tools/list}: changes when the tools may answer differently. */
    public static final String META_TOOLS_REVISION = "org.inkstream/revision";

    /** In {@code server/discover} and {@code tools/list}: whether idempotency keys are honoured. */
    public static final String META_KEYS = "org.inkstream/keys";

    /** In the result of a call: it was kept from an earlier call with the same key. */
    public static final String META_KEPT = "org.inkstream/kept";

    public static final String META_PROGRESS_TOKEN = "progressToken";

    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    public static final int HEADER_MISMATCH = -32020;
    public static final int MISSING_CAPABILITY = -32021;
    public static final int UNSUPPORTED_REVISION = -32022;

    /** Ours, in the range that JSON-RPC leaves to servers: too much to do. */
    public static final int OVERLOADED = -32050;

    /** Ours: the work was not begun, because its caller had given it up. */
    public static final int ABANDONED = -32051;

    /** Ours: behind an agent, a model or another agent failed; one code for each class of it. */
    public static final int UPSTREAM_TIMEOUT = -32052;

    public static final int UPSTREAM_CONNECTION = -32053;
    public static final int UPSTREAM_AUTHENTICATION = -32054;
    public static final int UPSTREAM_REFUSED = -32055;
    public static final int UPSTREAM_INVALID = -32056;

    /** In the data of an error: how long the caller should wait, in milliseconds. */
    public static final String RETRY_AFTER_MS = "retryAfterMs";

    private Rpc() {}
}
