package org.inkstream.pipeline.workflow;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.document.StepResult;

/** How far a run has come when nothing of it is in the air any more. */
sealed interface SittingEnd {
    /** Every step has ended. */
    record Complete(Collection<StepResult> steps) implements SittingEnd {
        public Complete {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Some steps must be tried again later.
     *
     * @param tried what was tried for them so far
     * @param due when the first of them may be tried
     */
    record Waiting(Collection<PastAttempts> tried, Instant due) implements SittingEnd {
        public Waiting {
            tried = List.copyOf(tried);
        }
    }

    default <R> R match(Function<Complete, R> complete, Function<Waiting, R> waiting) {
        if (this instanceof Complete c) {
            return complete.apply(c);
        }
        return waiting.apply((Waiting) this);
    }
}
