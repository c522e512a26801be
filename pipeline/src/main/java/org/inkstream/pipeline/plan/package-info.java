/** Which tool runs when: the dependency graph of the catalogue. */
@NullMarked
package org.inkstream.pipeline.plan;

import org.jspecify.annotations.NullMarked;
