/** Who wrote to whom, where from and when, read from the zones of a letter. */
@NullMarked
package org.inkstream.agents.letters.correspondence;

import org.jspecify.annotations.NullMarked;
