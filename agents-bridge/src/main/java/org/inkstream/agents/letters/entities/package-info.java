/** The tool of the entity agent that reads people. */
@NullMarked
package org.inkstream.agents.letters.entities;

import org.jspecify.annotations.NullMarked;
