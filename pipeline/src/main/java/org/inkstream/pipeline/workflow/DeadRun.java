package org.inkstream.pipeline.workflow;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.document.Received;

/**
 * A run that will never succeed.
 *
 * @param event as it was received
 * @param documentId the letter
 * @param errorClass why, for counting
 * @param reason why, for people; names no text of the letter
 * @param attempts tries made before it was given up
 * @param history what was tried for its tools, as far as something was
 * @param at when it was given up
 */
public record DeadRun(
        Received event,
        String documentId,
        ErrorClass errorClass,
        String reason,
        int attempts,
        Collection<PastAttempts> history,
        Instant at) {
    public DeadRun {
        history = List.copyOf(history);
    }
}
