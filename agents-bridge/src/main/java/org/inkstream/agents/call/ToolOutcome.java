package org.inkstream.agents.call;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;

/**
 * Everything that can come back from one tool call. A failed future means a bug, never one of
 * these.
 */
public sealed interface ToolOutcome {
    /** How many attempts were made, zero if the breaker let none through. */
    int attempts();

    /** From the first attempt to the end, pauses included. */
    Duration took();

    /**
     * The agent answered and the answer passed its schema. The usage of the reply includes that of
     * failed attempts before it.
     */
    record Answered(ToolReply reply, int attempts, Duration took) implements ToolOutcome {}

    /**
     * The last attempt failed and there will be no further one.
     *
     * @param placeholder whether the agent did answer, but only with a placeholder
     * @param usage what the model calls of all attempts used, as far as the agent says
     */
    record Failed(
            ErrorClass errorClass,
            String reason,
            boolean placeholder,
            int attempts,
            Duration took,
            List<ModelUsage> usage)
            implements ToolOutcome {
        public Failed {
            usage = List.copyOf(usage);
        }

        /** A failure for which nobody sends a bill. */
        public Failed(
                ErrorClass errorClass,
                String reason,
                boolean placeholder,
                int attempts,
                Duration took) {
            this(errorClass, reason, placeholder, attempts, took, List.of());
        }
    }

    default <R> R match(Function<Answered, R> answered, Function<Failed, R> failed) {
        if (this instanceof Answered a) {
            return answered.apply(a);
        }
        return failed.apply((Failed) this);
    }
}
