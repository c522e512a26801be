/** Reads the dates that letter writers and clerks wrote, in English, German and French. */
@NullMarked
package org.inkstream.agents.letters.dates;

import org.jspecify.annotations.NullMarked;
