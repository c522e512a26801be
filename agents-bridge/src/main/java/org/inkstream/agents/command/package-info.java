/** The commands with which people try agents and tools by hand. */
@NullMarked
package org.inkstream.agents.command;

import org.jspecify.annotations.NullMarked;
