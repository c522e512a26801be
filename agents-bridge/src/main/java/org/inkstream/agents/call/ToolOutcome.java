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

    /** From the first attempt of this sitting to the end, pauses included. */
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

    /**
     * The last attempt failed, and the next one must wait for longer than a call may wait in
     * memory. Nothing is in the air; whoever asks again gives {@code tries} back.
     *
     * @param errorClass of the last attempt
     * @param reason of its failure, for people
     * @param tries all that was tried so far, before this sitting too
     * @param pause before the next attempt
     */
    record Postponed(
            ErrorClass errorClass, String reason, Tries tries, Duration pause, Duration took)
            implements ToolOutcome {
        @Override
        public int attempts() {
            return tries.attempts();
        }

        private Failed asFailure() {
            return new Failed(errorClass, reason, false, attempts(), took, tries.usage());
        }
    }

    /** For who cannot ask again later: a call that was postponed has failed. */
    default <R> R match(Function<Answered, R> answered, Function<Failed, R> failed) {
        return match(answered, failed, postponed -> failed.apply(postponed.asFailure()));
    }

    default <R> R match(
            Function<Answered, R> answered,
            Function<Failed, R> failed,
            Function<Postponed, R> postponed) {
        if (this instanceof Answered a) {
            return answered.apply(a);
        }
        if (this instanceof Postponed p) {
            return postponed.apply(p);
        }
        return failed.apply((Failed) this);
    }
}
