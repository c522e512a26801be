package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.aLetter;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.pipeline.journal.NoJournal;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** However a run ends here, whoever observes runs hears of it, once. */
class LeavingRunTest {
    private static final Finished FINISHED =
            new Finished(
                    new JsonObject(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    version -> List.of(),
                    new JsonObject());

    private final List<AsyncResult<Settlement>> left = new ArrayList<>();
    private Assembling assembling = Assembling.here((run, steps, now) -> FINISHED);
    private Announcer announcer = announcements -> Future.succeededFuture();

    @Test
    void an_enriched_document_leaves_as_done() {
        process();

        assertThat(left).extracting(AsyncResult::result).containsExactly(new Settlement.Done());
    }

    @Test
    void a_document_that_cannot_be_assembled_leaves_as_parked() {
        assembling =
                Assembling.here(
                        (run, steps, now) -> {
                            throw new IllegalStateException("no such field");
                        });

        process();

        assertThat(left).hasSize(1);
        assertThat(left.get(0).result()).isInstanceOf(Settlement.Park.class);
    }

    @Test
    void a_document_that_nobody_assembles_any_more_comes_again() {
        assembling =
                new Assembling(
                        work -> {
                            throw new RejectedExecutionException("closed");
                        },
                        (run, steps, now) -> FINISHED);

        process();

        assertThat(left).hasSize(1);
        assertThat(left.get(0).result()).isInstanceOf(Settlement.RetryLater.class);
    }

    @Test
    void a_run_that_loses_its_infrastructure_leaves_with_the_failure() {
        IllegalStateException lost = new IllegalStateException("the broker is gone");
        announcer = announcements -> Future.failedFuture(lost);

        process();

        assertThat(left).extracting(AsyncResult::cause).containsExactly(lost);
    }

    private void process() {
        new DocumentWorkflow(
                        () -> "revision",
                        new VirtualTimers(),
                        new NoJournal(),
                        Plan.of(ToolCatalogue.packaged().only(List.of("extract_document_type"))),
                        new Answering(),
                        assembling,
                        new NoResults(),
                        announcer,
                        new ParkedRuns(new MemoryDueStore(), received -> aLetter()),
                        new DeadRuns(dead -> Future.succeededFuture(), 5, new VirtualTimers()),
                        new WorkflowEvents() {
                            @Override
                            public void left(Run run, AsyncResult<Settlement> settlement) {
                                left.add(settlement);
                            }
                        })
                .process(aLetter());
    }

    private static final class Answering implements ToolCalls {
        @Override
        public Future<ToolOutcome> call(ToolCall call) {
            ToolReply reply = new ToolReply(new JsonObject(), List.of());
            return Future.succeededFuture(new ToolOutcome.Answered(reply, 1, Duration.ZERO));
        }

        @Override
        public boolean costs(String agent) {
            return false;
        }
    }
}
