/** Serves tools over MCP, whatever carries the messages. */
@NullMarked
package org.inkstream.agents.mcp.server;

import org.jspecify.annotations.NullMarked;
