/** From tool results to fields with evidence, a score and a verdict. */
@NullMarked
package org.inkstream.pipeline.quality;

import org.jspecify.annotations.NullMarked;
