package org.inkstream.loadtest.scenarios.gpu;

import java.time.Duration;
import java.time.Instant;

/**
 * One call of a model as it was accounted for.
 *
 * @param model as its server names it
 * @param promptTokens of it, those from a cache included
 * @param begun about when the server had it: its end without what the server says it took
 */
record Call(
        String documentId,
        String collectionId,
        String tool,
        String model,
        int promptTokens,
        int outputTokens,
        Instant begun,
        Instant ended) {
    /** Real ones that it took. */
    double seconds() {
        return Duration.between(begun, ended).toMillis() / 1e3;
    }
}
