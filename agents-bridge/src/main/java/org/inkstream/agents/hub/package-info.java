/**
 * The hub: one MCP server in front of all agents. A call goes from {@link
 * org.inkstream.agents.hub.HubTools} through the queue of its agent ({@code HubAgent}) to one of
 * the agent's connections ({@code AgentLink}): a WebSocket at which it registered, or MCP over
 * HTTP. Everything here runs on one event loop, the hub's, and takes time from {@code Timers}.
 */
@NullMarked
package org.inkstream.agents.hub;

import org.jspecify.annotations.NullMarked;
