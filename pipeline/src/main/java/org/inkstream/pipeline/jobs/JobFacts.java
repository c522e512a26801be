package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import org.inkstream.money.Money;

/** What the rest of the system knows of letters: the truth that a job's progress follows. */
public interface JobFacts {
    /** The current enriched letters with these ids, by id; those without are absent. */
    Future<Map<String, Letter>> letters(Collection<String> documentIds);

    /** Unfinished runs of these letters, by letter; those without are absent. */
    Future<Map<String, Run>> runs(Collection<String> documentIds);

    /** What is recorded of the cost of a job's calls. */
    Future<Cost> cost(String jobId);

    /**
     * @param jobId the job for which it was enriched, empty if for none
     */
    record Letter(String jobId, String textHash, boolean needsReview) {}

    /**
     * @param open whether somebody works on it, or did when it last was heard of
     */
    record Run(String textHash, boolean open) {}

    /**
     * @param known the sum of what is known
     * @param unknown calls whose cost nobody knows
     */
    record Cost(Money known, int unknown) {
        public static final Cost NONE = new Cost(Money.ZERO, 0);
    }
}
