/**
 * Writing to Kafka: announcements, dead letters, OCR-complete events, and the topics themselves.
 */
@NullMarked
package org.inkstream.pipeline.publish.kafka;

import org.jspecify.annotations.NullMarked;
