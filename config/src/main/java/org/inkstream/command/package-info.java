/** The seam through which each module brings its own commands to the one entry point. */
@NullMarked
package org.inkstream.command;

import org.jspecify.annotations.NullMarked;
