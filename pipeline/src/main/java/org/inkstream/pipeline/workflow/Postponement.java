package org.inkstream.pipeline.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.Tries;
import org.inkstream.pipeline.document.PastAttempts;
import org.jspecify.annotations.Nullable;

/** Between a call that was postponed and what the journal keeps of it. */
final class Postponement {
    private Postponement() {}

    /**
     * @param before what the journal had of earlier sittings
     * @param now when it was postponed
     */
    static PastAttempts of(
            String tool, ToolOutcome.Postponed later, @Nullable PastAttempts before, Instant now) {
        List<PastAttempts.Failure> failures = new ArrayList<>();
        if (before != null) {
            failures.addAll(before.failures());
        }
        failures.add(
                new PastAttempts.Failure(
                        later.attempts(), later.errorClass().wireName(), later.reason(), now));
        return new PastAttempts(
                tool, later.attempts(), later.tries().retries(), later.tries().usage(), failures);
    }

    static Tries tries(@Nullable PastAttempts before) {
        return before == null
                ? Tries.NONE
                : new Tries(before.attempts(), before.retries(), before.usage());
    }
}
