/** The tool catalogue: which tools there are, who serves them, what they need, how they fail. */
@NullMarked
package org.inkstream.catalogue;

import org.jspecify.annotations.NullMarked;
