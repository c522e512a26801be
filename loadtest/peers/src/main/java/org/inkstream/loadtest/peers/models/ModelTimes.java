package org.inkstream.loadtest.peers.models;

import java.time.Duration;

/**
 * How long the parts of one answer take, one after the other.
 *
 * @param waited for a slot
 * @param load of the model
 * @param promptEval reading the prompt
 * @param eval writing the answer
 */
public record ModelTimes(Duration waited, Duration load, Duration promptEval, Duration eval) {
    /** Reading takes a quarter of it. */
    private static final int READING = 4;

    /** No time at all. */
    public static final ModelTimes NONE =
            new ModelTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    ModelTimes taking(Duration service) {
        Duration reading = service.dividedBy(READING);
        return new ModelTimes(waited, load, reading, service.minus(reading));
    }

    Duration total() {
        return waited.plus(load).plus(promptEval).plus(eval);
    }

    /** From the moment a slot was free until the first byte. */
    Duration untilFirst() {
        return load.plus(promptEval);
    }
}
