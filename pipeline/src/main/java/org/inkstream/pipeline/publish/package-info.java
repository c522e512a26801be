/** Announcing what happened, as CloudEvents. */
@NullMarked
package org.inkstream.pipeline.publish;

import org.jspecify.annotations.NullMarked;
