/** The metadata agent: what kind of document it is, where it is kept, who may see it. */
@NullMarked
package org.inkstream.agents.letters.metadata;

import org.jspecify.annotations.NullMarked;
