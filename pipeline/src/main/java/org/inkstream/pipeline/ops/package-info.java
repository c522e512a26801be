/** What operators see and do: health, and the commands that look at or mend a running system. */
@NullMarked
package org.inkstream.pipeline.ops;

import org.jspecify.annotations.NullMarked;
