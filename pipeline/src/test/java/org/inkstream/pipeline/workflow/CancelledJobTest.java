package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.pipeline.journal.MemoryOwnerStore;
import org.inkstream.pipeline.journal.MemoryRunStore;
import org.inkstream.pipeline.journal.Reuse;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class CancelledJobTest {
    private static final String FIRST = "extract_people";
    private static final String SECOND = "generate_biographies";
    private static final Duration SOON = Duration.ofMillis(100);

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryRunStore runs = new MemoryRunStore();
    private final List<String> called = new ArrayList<>();
    private final List<DeadRun> dead = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final List<Integer> saved = new ArrayList<>();
    private Promise<ToolOutcome> inTheAir = Promise.promise();
    private boolean cancelled;
    private final DocumentWorkflow workflow = workflow();

    @Test
    void no_call_is_begun_for_a_letter_of_a_cancelled_job_and_what_was_in_the_air_is_kept() {
        Future<Settlement> end = workflow.process(letter(""));
        timers.advance(SOON);
        assertThat(called).containsExactly(FIRST);

        cancelled = true;
        inTheAir.complete(answer());
        timers.advance(SOON);

        assertThat(end.result()).isInstanceOf(Settlement.Done.class);
        assertThat(called).containsExactly(FIRST);
        assertThat(saved).isEmpty();
        assertThat(dead)
                .extracting(DeadRun::reason, DeadRun::errorClass)
                .containsExactly(tuple(Jobs.CANCELLED, ErrorClass.REFUSED));
        assertThat(run().getString("state")).isEqualTo("dead");
    }

    @Test
    void a_letter_that_was_not_begun_is_not_even_opened() {
        cancelled = true;

        Future<Settlement> end = workflow.process(letter(""));
        timers.advance(SOON);

        assertThat(end.result())
                .isEqualTo(new Settlement.Park(ErrorClass.REFUSED, Jobs.CANCELLED, 1));
        assertThat(runs.stored).isEmpty();
        assertThat(called).isEmpty();
    }

    @Test
    void a_resumed_job_pays_for_nothing_twice() {
        workflow.process(letter(""));
        timers.advance(SOON);
        cancelled = true;
        inTheAir.complete(answer());
        timers.advance(SOON);

        cancelled = false;
        Future<Settlement> end = workflow.process(letter("spring#2"));
        timers.advance(SOON);

        assertThat(end.result()).isInstanceOf(Settlement.Done.class);
        assertThat(called).containsExactly(FIRST, SECOND);
        assertThat(run().getString("state")).isEqualTo("closed");
    }

    @Test
    void a_job_that_asks_for_what_has_ended_is_told() {
        inTheAir.complete(answer());
        workflow.process(letter(""));
        timers.advance(SOON);

        workflow.process(letter(""));
        timers.advance(SOON);

        assertThat(ended).containsExactly("spring: ");
        assertThat(called).containsExactly(FIRST, SECOND);
    }

    private JsonObject run() {
        return runs.stored.values().iterator().next();
    }

    private static ToolOutcome answer() {
        return new ToolOutcome.Answered(
                new ToolReply(
                        new JsonObject()
                                .put(
                                        "people",
                                        new JsonArray().add(new JsonObject().put("name", "Anna"))),
                        List.of()),
                1,
                Duration.ZERO);
    }

    private static OcrCompleted letter(String mark) {
        return OcrCompleted.of(
                        "letter",
                        "collection",
                        "spring",
                        "Dear Sir",
                        OcrCompleted.Ocr.UNKNOWN,
                        OcrCompleted.File.UNKNOWN,
                        new JsonObject(),
                        0,
                        new JsonObject())
                .as(Received.of(new byte[] {'{', '}'}, Map.of(), "t", 0, 1).replayedFrom(mark));
    }

    private Finished assemble(Run run, Collection<StepResult> steps, Instant now) {
        saved.add(steps.size());
        return new Finished(
                new JsonObject().put("_id", run.documentId()),
                Map.of(),
                List.of(),
                List.of(),
                version -> List.of(),
                new JsonObject());
    }

    private DocumentWorkflow workflow() {
        return new DocumentWorkflow(
                () -> "revision",
                timers,
                ProcessJournal.of(
                        "service", runs, new MemoryOwnerStore(), timers, Duration.ofMillis(1)),
                Plan.of(ToolCatalogue.packaged().only(List.of(FIRST, SECOND))),
                new Calls(),
                Assembling.here(this::assemble),
                new NoResults(),
                announcements -> Future.succeededFuture(),
                new ParkedRuns(new MemoryDueStore(), received -> letter("")),
                new DeadRuns(
                        one -> {
                            dead.add(one);
                            return Future.succeededFuture();
                        },
                        5,
                        timers),
                new WorkflowEvents() {},
                Reuse.NONE,
                new Jobs() {
                    @Override
                    public boolean isCancelled(String jobId) {
                        return cancelled && jobId.equals("spring");
                    }

                    @Override
                    public Future<Void> endedBefore(OcrCompleted event, String reason) {
                        ended.add(event.jobId() + ": " + reason);
                        return Future.succeededFuture();
                    }
                });
    }

    private final class Calls implements ToolCalls {
        @Override
        public Future<ToolOutcome> call(ToolCall call) {
            called.add(call.tool());
            return inTheAir.future();
        }

        @Override
        public boolean costs(String agent) {
            return true;
        }
    }
}
