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

    /** Its job was cancelled; what was in the air has ended, and nothing more is begun. */
    record Cancelled(Collection<StepResult> steps) implements SittingEnd {
        public Cancelled {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A bug in pure code: it comes again with every try.
     *
     * @param steps that have ended before
     */
    record Broken(RuntimeException bug, Collection<StepResult> steps) implements SittingEnd {
        public Broken {
            steps = List.copyOf(steps);
        }
    }

    default <R> R match(
            Function<Complete, R> complete,
            Function<Waiting, R> waiting,
            Function<Cancelled, R> cancelled,
            Function<Broken, R> broken) {
        if (this instanceof Complete c) {
            return complete.apply(c);
        }
        if (this instanceof Cancelled c) {
            return cancelled.apply(c);
        }
        if (this instanceof Broken b) {
            return broken.apply(b);
        }
        return waiting.apply((Waiting) this);
    }
}
