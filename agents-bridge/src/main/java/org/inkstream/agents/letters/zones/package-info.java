/**
 * The parts of a letter: letterhead, dateline, salutation, body, closing, signature and the rest.
 */
@NullMarked
package org.inkstream.agents.letters.zones;

import org.jspecify.annotations.NullMarked;
