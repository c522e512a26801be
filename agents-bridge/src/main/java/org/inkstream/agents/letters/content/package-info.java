/** The content agent: what a letter says, in its own words. */
@NullMarked
package org.inkstream.agents.letters.content;

import org.jspecify.annotations.NullMarked;
