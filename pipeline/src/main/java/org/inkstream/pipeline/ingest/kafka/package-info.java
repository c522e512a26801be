/** Reading OCR-complete events from Kafka. */
@NullMarked
package org.inkstream.pipeline.ingest.kafka;

import org.jspecify.annotations.NullMarked;
