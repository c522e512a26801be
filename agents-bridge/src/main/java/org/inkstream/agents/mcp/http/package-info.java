/**
 * Serves MCP over Streamable HTTP, in both eras: one endpoint, whose requests are told apart by
 * {@link org.inkstream.agents.mcp.http.McpEndpoint}. Everything here runs on the event loop of its
 * server.
 */
@NullMarked
package org.inkstream.agents.mcp.http;

import org.jspecify.annotations.NullMarked;
