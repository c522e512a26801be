/** The words that the rules know: titles, given names, formulas. */
@NullMarked
package org.inkstream.agents.letters.words;

import org.jspecify.annotations.NullMarked;
