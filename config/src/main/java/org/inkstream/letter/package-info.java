/** The letter schema: the 62 leaf fields with their weight and importance. */
@NullMarked
package org.inkstream.letter;

import org.jspecify.annotations.NullMarked;
