/** Asks an agent over MCP: one attempt of one call as one exchange. */
@NullMarked
package org.inkstream.agents.mcp.client;

import org.jspecify.annotations.NullMarked;
