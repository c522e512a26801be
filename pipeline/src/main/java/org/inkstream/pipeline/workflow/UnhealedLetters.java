package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/**
 * The {@code unhealed} collection: which stored letters have tools that could not be brought to
 * answer. It is small, because few letters do, and it is no part of {@code due}, which is asked
 * every second for what must begin now.
 */
public interface UnhealedLetters {
    /** What stands for an agent where a tool was not attempted because there was no money. */
    String MONEY = "budget";

    /** Takes the place of what was noted about this letter before. */
    Future<Void> put(Letter letter);

    /** Nothing is left to heal, or nothing can be done. */
    Future<Void> remove(String documentId);

    /**
     * The letters in which tools of this agent failed in that time, oldest first.
     *
     * @param passes letters that had as many passes are left alone
     * @param limit at most so many
     */
    Future<List<Letter>> ofAgent(String agent, Instant from, Instant to, int passes, int limit);

    /**
     * One letter.
     *
     * @param runId that made the letter as it is stored
     * @param pass the last pass over it, 1 for the first
     * @param tools those that failed
     * @param agents whose tools they are, {@link #MONEY} where it was money that failed
     * @param failedAt when the last of them did
     */
    record Letter(
            String documentId,
            String collectionId,
            String runId,
            int pass,
            Set<String> tools,
            Set<String> agents,
            Instant failedAt) {
        public Letter {
            tools = Set.copyOf(tools);
            agents = Set.copyOf(agents);
            if (tools.isEmpty()) {
                throw new IllegalArgumentException("nothing failed in letter " + documentId);
            }
        }

        /** What failed in a run; empty if nothing did. */
        static Optional<Letter> of(Run run, String storedRunId, Collection<StepResult> steps) {
            List<StepResult> failed = steps.stream().filter(HealPlan::failed).toList();
            return failed.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Letter(
                                    run.documentId(),
                                    run.event().collectionId(),
                                    storedRunId,
                                    run.pass(),
                                    names(failed, StepResult::tool),
                                    names(failed, Letter::waitsFor),
                                    failed.stream()
                                            .map(StepResult::endedAt)
                                            .max(Comparator.naturalOrder())
                                            .orElseThrow()));
        }

        private static String waitsFor(StepResult step) {
            return step.lackedMoney() ? MONEY : step.agent();
        }

        private static Set<String> names(
                List<StepResult> steps, Function<StepResult, String> name) {
            return steps.stream().map(name).collect(Collectors.toUnmodifiableSet());
        }
    }
}
