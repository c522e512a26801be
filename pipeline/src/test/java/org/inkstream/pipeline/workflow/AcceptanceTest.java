package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.aLetter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.pipeline.journal.MemoryOwnerStore;
import org.inkstream.pipeline.journal.MemoryRunStore;
import org.inkstream.pipeline.journal.RunsInThisProcess;
import org.inkstream.pipeline.journal.StoredJournal;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** A source that forgets a letter when it is accepted loses none. */
class AcceptanceTest {
    private static final Duration A_WHILE = Duration.ofMillis(50);

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryRunStore runs = new MemoryRunStore();
    private final MemoryOwnerStore owners = new MemoryOwnerStore();
    private final SlowAgent agent = new SlowAgent();
    private final DocumentWorkflow workflow = process("first", new RunsInThisProcess());
    private int accepted;

    @Test
    void a_letter_is_accepted_once_it_is_in_the_journal_and_long_before_it_ends() {
        Future<Settlement> end = workflow.process(aLetter(), () -> accepted++);
        timers.advance(A_WHILE);

        assertThat(accepted).isOne();
        assertThat(end.isComplete()).isFalse();
        agent.answers();
        timers.advance(A_WHILE);
        assertThat(end.result()).isEqualTo(new Settlement.Done());
        assertThat(accepted).isOne();
    }

    @Test
    void nothing_is_accepted_while_its_first_write_is_on_its_way() {
        runs.holdsWrites();

        workflow.process(aLetter(), () -> accepted++);
        timers.advance(A_WHILE);

        assertThat(accepted).isZero();
        runs.release();
        timers.advance(A_WHILE);
        assertThat(accepted).isOne();
    }

    @Test
    void a_write_whose_answer_is_lost_accepts_nothing() {
        runs.losesAnswers(true);

        Future<Settlement> end = workflow.process(aLetter(), () -> accepted++);
        timers.advance(A_WHILE);

        assertThat(end.failed()).isTrue();
        assertThat(accepted).isZero();
    }

    @Test
    void a_second_copy_is_not_accepted_because_the_first_may_not_be_in_the_journal_yet() {
        runs.holdsWrites();
        workflow.process(aLetter());

        Future<Settlement> end = workflow.process(aLetter(), () -> accepted++);
        timers.advance(A_WHILE);

        assertThat(end.result()).isInstanceOf(Settlement.RetryLater.class);
        assertThat(accepted).isZero();
    }

    @Test
    void a_copy_of_what_a_living_process_has_in_its_journal_is_accepted_at_once() {
        process("other", new RunsInThisProcess()).process(aLetter());
        timers.advance(A_WHILE);

        Future<Settlement> end = workflow.process(aLetter(), () -> accepted++);
        timers.advance(A_WHILE);

        assertThat(end.result()).isInstanceOf(Settlement.RetryLater.class);
        assertThat(accepted).isOne();
    }

    private DocumentWorkflow process(String name, RunsInThisProcess ofProcess) {
        Duration anHour = Duration.ofHours(1);
        Heartbeat heartbeat =
                Heartbeat.start(owners, name, timers, anHour, anHour.multipliedBy(3), () -> {})
                        .result();
        Finished finished =
                new Finished(
                        new JsonObject(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        version -> List.of(),
                        new JsonObject());
        return new DocumentWorkflow(
                () -> "revision",
                timers,
                new StoredJournal(
                        runs,
                        heartbeat,
                        heartbeat.liveness(),
                        ofProcess,
                        timers,
                        Duration.ofMillis(2)),
                Plan.of(ToolCatalogue.packaged().only(List.of("extract_document_type"))),
                agent,
                Assembling.here((run, steps, now) -> finished),
                new NoResults(),
                announcements -> Future.succeededFuture(),
                new ParkedRuns(new MemoryDueStore(), received -> aLetter()),
                new DeadRuns(dead -> Future.succeededFuture(), 5, timers),
                new WorkflowEvents() {});
    }

    private static final class SlowAgent implements ToolCalls {
        private final Promise<ToolOutcome> answer = Promise.promise();

        void answers() {
            ToolReply reply = new ToolReply(new JsonObject(), List.of());
            answer.complete(new ToolOutcome.Answered(reply, 1, Duration.ZERO));
        }

        @Override
        public Future<ToolOutcome> call(ToolCall call) {
            return answer.future();
        }

        @Override
        public boolean costs(String agent) {
            return true;
        }
    }
}
