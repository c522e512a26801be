/**
 * Spans and measurements of tool calls and generations, by decorators: what is decorated knows
 * nothing of it, and while nothing is exported there are none.
 */
@NullMarked
package org.inkstream.agents.trace;

import org.jspecify.annotations.NullMarked;
