/**
 * Several tools in one generation: those that become ready together are asked at once, the answer
 * is divided, and whatever is missing from it is asked again alone. Pure but for the timers it is
 * given. Read {@link org.inkstream.agents.gateway.fusion.Fusing} first, then {@code FusedCall}.
 */
@NullMarked
package org.inkstream.agents.gateway.fusion;

import org.jspecify.annotations.NullMarked;
