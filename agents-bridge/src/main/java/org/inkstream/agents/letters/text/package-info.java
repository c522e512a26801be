/** A letter's text as it was received, and the ways back to it. */
@NullMarked
package org.inkstream.agents.letters.text;

import org.jspecify.annotations.NullMarked;
