/**
 * Reading OCR-complete events from Kafka.
 *
 * <p>One thread owns the consumer and everything in {@link PollLoop}: it polls, hands records to
 * the event loops in one batch per loop ({@link Lanes}), and learns through its {@link Mailbox} how
 * they ended. A {@link Window} bounds what is held at once. {@link Tenures} know which offsets are
 * settled, and {@link Commits} commits the low-water mark, never more. A revocation is finished
 * inside Kafka's callback, on that thread.
 */
@NullMarked
package org.inkstream.pipeline.ingest.kafka;

import org.jspecify.annotations.NullMarked;
