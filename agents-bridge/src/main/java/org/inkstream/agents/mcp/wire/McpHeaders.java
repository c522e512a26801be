package org.inkstream.agents.mcp.wire;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;

/** The headers that every {@code tools/call} over HTTP carries, encoded once. */
public final class McpHeaders {
    public static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    public static final CharSequence EVENT_STREAM =
            HttpHeaders.createOptimized("text/event-stream");

    private static final CharSequence ACCEPTED =
            HttpHeaders.createOptimized("application/json, text/event-stream");
    private static final CharSequence VERSION_NAME =
            HttpHeaders.createOptimized("mcp-protocol-version");
    private static final CharSequence VERSION = HttpHeaders.createOptimized(Rpc.REVISION);
    private static final CharSequence METHOD_NAME = HttpHeaders.createOptimized("mcp-method");
    private static final CharSequence METHOD = HttpHeaders.createOptimized(Rpc.CALL_TOOL);
    private static final CharSequence TOOL_NAME = HttpHeaders.createOptimized("mcp-name");

    private McpHeaders() {}

    /**
     * @param tool a tool's name, ASCII as the catalogue demands
     */
    public static void put(HttpClientRequest request, String tool) {
        request.headers()
                .add(HttpHeaders.CONTENT_TYPE, JSON)
                .add(HttpHeaders.ACCEPT, ACCEPTED)
                .add(VERSION_NAME, VERSION)
                .add(METHOD_NAME, METHOD)
                .add(TOOL_NAME, tool);
    }
}
