/** What each model call cost. */
@NullMarked
package org.inkstream.pipeline.cost;

import org.jspecify.annotations.NullMarked;
