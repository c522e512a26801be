/**
 * What both ends of MCP share: JSON-RPC 2.0, its names and numbers, event streams, and what
 * failures mean.
 */
@NullMarked
package org.inkstream.agents.mcp.wire;

import org.jspecify.annotations.NullMarked;
