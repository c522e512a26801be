/** Puts the built-in agents behind the same boundary as every other agent. */
@NullMarked
package org.inkstream.agents.builtin;

import org.jspecify.annotations.NullMarked;
