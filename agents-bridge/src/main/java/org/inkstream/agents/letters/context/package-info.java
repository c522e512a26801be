/**
 * What letters only hint at: events, relations, history. The rules say where they must be silent.
 */
@NullMarked
package org.inkstream.agents.letters.context;

import org.jspecify.annotations.NullMarked;
