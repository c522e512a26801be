/** The five built-in agents: rules that read letters. */
@NullMarked
package org.inkstream.agents.letters;

import org.jspecify.annotations.NullMarked;
