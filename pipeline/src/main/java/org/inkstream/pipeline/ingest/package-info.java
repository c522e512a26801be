/** From a source record to a decoded event and its settlement. */
@NullMarked
package org.inkstream.pipeline.ingest;

import org.jspecify.annotations.NullMarked;
