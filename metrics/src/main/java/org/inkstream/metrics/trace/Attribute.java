package org.inkstream.metrics.trace;

/**
 * Everything that may stand on a span or a measurement. Nothing else leaves the process, and none
 * of these holds text of a letter, a prompt, an answer or an error message.
 *
 * <p>The names of the conventions are written down here because the artefact that holds them
 * renames them between versions.
 */
public enum Attribute {
    /** {@code invoke_workflow}, {@code execute_tool} or {@code chat}. */
    OPERATION("gen_ai.operation.name"),
    PROVIDER("gen_ai.provider.name"),
    REQUEST_MODEL("gen_ai.request.model"),
    MAX_TOKENS("gen_ai.request.max_tokens"),
    TEMPERATURE("gen_ai.request.temperature"),
    STREAM("gen_ai.request.stream"),
    RESPONSE_MODEL("gen_ai.response.model"),
    /** The provider's id of the answer. */
    RESPONSE_ID("gen_ai.response.id"),
    FINISH_REASONS("gen_ai.response.finish_reasons"),
    /** All of them, those from a cache included. */
    INPUT_TOKENS("gen_ai.usage.input_tokens"),
    OUTPUT_TOKENS("gen_ai.usage.output_tokens"),
    CACHE_READ_TOKENS("gen_ai.usage.cache_read.input_tokens"),
    CACHE_CREATION_TOKENS("gen_ai.usage.cache_creation.input_tokens"),
    /** {@code input} or {@code output}. */
    TOKEN_TYPE("gen_ai.token.type"),
    TOOL_NAME("gen_ai.tool.name"),
    AGENT_NAME("gen_ai.agent.name"),
    WORKFLOW_NAME("gen_ai.workflow.name"),
    MCP_METHOD("mcp.method.name"),
    MCP_SESSION("mcp.session.id"),
    MCP_PROTOCOL_VERSION("mcp.protocol.version"),
    SERVER_ADDRESS("server.address"),
    SERVER_PORT("server.port"),
    /** A class of errors such as {@code timeout}, or the name of an exception's class. */
    ERROR_TYPE("error.type"),
    DOCUMENT_ID("inkstream.document.id"),
    COLLECTION_ID("inkstream.collection.id"),
    RUN_ID("inkstream.run.id"),
    /** Whether the run goes on where an earlier owner left it. */
    RESUMED("inkstream.run.resumed"),
    /** How a run or a call ended, such as {@code published}. */
    OUTCOME("inkstream.outcome"),
    /** Number of the attempt, from 1. */
    ATTEMPT("inkstream.attempt"),
    /** How many attempts were made. */
    ATTEMPTS("inkstream.attempts"),
    /** Seconds that a request waited for its endpoint's turn. */
    QUEUE_WAIT("inkstream.queue.wait"),
    /** Dollars; absent if nobody knows the price. */
    COST_USD("inkstream.cost.usd"),
    PRICE_VERSION("inkstream.cost.price_version");

    private final String key;

    Attribute(String key) {
        this.key = key;
    }

    /** The name on the wire. */
    public String key() {
        return key;
    }
}
