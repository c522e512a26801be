/** The tools of the structure agent. */
@NullMarked
package org.inkstream.agents.letters.structure;

import org.jspecify.annotations.NullMarked;
