/** Tokens, and the languages that they speak for. */
@NullMarked
package org.inkstream.agents.letters.language;

import org.jspecify.annotations.NullMarked;
