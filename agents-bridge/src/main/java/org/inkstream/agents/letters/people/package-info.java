/** The people whom a letter names. */
@NullMarked
package org.inkstream.agents.letters.people;

import org.jspecify.annotations.NullMarked;
