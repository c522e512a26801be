/** How well the rules read letters whose truth is known. */
@NullMarked
package org.inkstream.agents.letters.evaluate;

import org.jspecify.annotations.NullMarked;
