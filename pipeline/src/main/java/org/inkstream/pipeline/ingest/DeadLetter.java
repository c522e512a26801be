package org.inkstream.pipeline.ingest;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.document.PastAttempts;

/**
 * A record that will never succeed, with its original bytes.
 *
 * @param delivery as it came
 * @param errorClass why, for counting
 * @param reason why, for people; names no text of the letter
 * @param attempts tries made before it was given up
 * @param history what was tried for its tools, as far as something was
 * @param at when
 */
public record DeadLetter(
        Delivery delivery,
        ErrorClass errorClass,
        String reason,
        int attempts,
        Collection<PastAttempts> history,
        Instant at) {
    public DeadLetter {
        history = List.copyOf(history);
    }

    /** One for which no tool was called. */
    public DeadLetter(
            Delivery delivery, ErrorClass errorClass, String reason, int attempts, Instant at) {
        this(delivery, errorClass, reason, attempts, List.of(), at);
    }
}
