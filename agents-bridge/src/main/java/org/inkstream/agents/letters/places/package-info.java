/** Places in letters: known ones, and those that the words before them give away. */
@NullMarked
package org.inkstream.agents.letters.places;

import org.jspecify.annotations.NullMarked;
