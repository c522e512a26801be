package org.inkstream.pipeline.ingest;

import java.time.Instant;
import org.inkstream.catalogue.ErrorClass;

/**
 * A record that will never succeed, with its original bytes.
 *
 * @param delivery as it came
 * @param errorClass why, for counting
 * @param reason why, for people; names no text of the letter
 * @param attempts tries made before it was given up
 * @param at when
 */
public record DeadLetter(
        Delivery delivery, ErrorClass errorClass, String reason, int attempts, Instant at) {}
