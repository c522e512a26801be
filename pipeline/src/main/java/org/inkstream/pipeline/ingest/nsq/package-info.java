/** OCR-complete events from NSQ. */
@NullMarked
package org.inkstream.pipeline.ingest.nsq;

import org.jspecify.annotations.NullMarked;
