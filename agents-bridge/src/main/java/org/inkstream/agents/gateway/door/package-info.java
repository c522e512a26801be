/**
 * The gateway's front door: Ollama's API over HTTP, for agents that are not ours. What they ask
 * goes through the same queue as everything else. Begin at {@link
 * org.inkstream.agents.gateway.door.FrontDoor}.
 */
@NullMarked
package org.inkstream.agents.gateway.door;

import org.jspecify.annotations.NullMarked;
