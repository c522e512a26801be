package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.call.Tries;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.pipeline.journal.MemoryOwnerStore;
import org.inkstream.pipeline.journal.MemoryRunStore;
import org.inkstream.pipeline.journal.StoredJournal;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.EventType;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class DocumentWorkflowTest {
    private static final Duration WINDOW = Duration.ofMillis(2);

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryRunStore runs = new MemoryRunStore();
    private final MemoryOwnerStore owners = new MemoryOwnerStore();
    private final MemoryDueStore due = new MemoryDueStore();
    private final World world = new World();

    @Test
    void a_document_is_saved_before_it_is_announced_and_closed_last() {
        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());

        assertThat(world.told).containsExactly("saved", "announced");
        assertThat(world.document).isEqualTo(undisturbed());
        assertThat(closed()).isTrue();
    }

    @Test
    void a_tool_starts_when_its_inputs_are_ready_and_not_before() {
        world.answersOnlyWhenAsked = true;

        Future<Settlement> settlement = service().process(event());
        timers.advance(WINDOW.multipliedBy(5));
        assertThat(world.calledTools()).containsExactly("first", "second");
        world.answer("first");
        timers.advance(WINDOW.multipliedBy(5));
        assertThat(world.calledTools()).containsExactly("first", "second", "after_first");
        world.answer("second");
        world.answer("after_first");
        timers.advance(WINDOW.multipliedBy(5));

        assertThat(settlement.result()).isEqualTo(new Settlement.Done());
    }

    @Test
    void a_run_that_has_failed_begins_nothing_new_with_what_still_comes_in() {
        world.answersOnlyWhenAsked = true;
        Future<Settlement> settlement = service().process(event());
        timers.advance(WINDOW.multipliedBy(5));
        runs.losesAnswers(true);
        world.answer("second");
        timers.advance(WINDOW.multipliedBy(5));
        assertThat(settlement.failed()).isTrue();

        runs.losesAnswers(false);
        world.answer("first");
        timers.advance(WINDOW.multipliedBy(5));

        assertThat(runs.toolsWithResults()).containsExactlyInAnyOrder("first", "second");
        assertThat(world.calledTools()).containsExactly("first", "second");
        assertThat(world.calls.get(0).asker().mayAsk().failed()).isTrue();
    }

    @Test
    void a_process_that_ends_begins_no_further_call_and_its_successor_goes_on_with_what_is_kept() {
        world.answersOnlyWhenAsked = true;
        Future<Settlement> settlement = service().process(event());
        timers.advance(WINDOW.multipliedBy(5));

        world.ending = true;
        world.answer("first");
        timers.advance(WINDOW.multipliedBy(5));
        assertThat(settlement.isComplete()).isFalse();
        world.answer("second");
        timers.advance(WINDOW.multipliedBy(5));

        assertThat(settlement.result()).isInstanceOf(Settlement.RetryLater.class);
        assertThat(world.calledTools()).containsExactly("first", "second");
        world.ending = false;
        world.answersOnlyWhenAsked = false;
        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());
        assertThat(world.calledTools()).containsExactly("first", "second", "after_first");
    }

    @Test
    void a_process_that_ends_still_saves_what_needs_no_further_call() {
        world.answersOnlyWhenAsked = true;
        Future<Settlement> settlement = service().process(event());
        timers.advance(WINDOW.multipliedBy(5));
        world.answer("first");
        world.answer("second");
        timers.advance(WINDOW.multipliedBy(5));

        world.ending = true;
        world.answer("after_first");
        timers.advance(WINDOW.multipliedBy(5));

        assertThat(settlement.result()).isEqualTo(new Settlement.Done());
    }

    @Test
    void a_failed_tool_never_blocks_the_document() {
        world.fails.put("first", ErrorClass.TIMEOUT);

        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());

        assertThat(world.document.getString("first")).isEqualTo("failed");
        assertThat(world.document.getString("after_first")).isEqualTo("not_attempted");
        assertThat(world.document.getString("second")).isEqualTo("actual");
    }

    @Test
    void a_document_that_cannot_be_assembled_goes_to_the_dead_letters_with_the_reason() {
        world.assemblyBug = new IllegalStateException("no such field");

        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());

        assertThat(world.buried)
                .extracting(DeadRun::reason)
                .singleElement()
                .asString()
                .contains("no such field");
        assertThat(world.told).containsExactly("announced");
        assertThat(world.costs).containsExactly(new JsonObject().put("steps", 3));
        int calls = world.calls.size();
        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());
        assertThat(world.buried).hasSize(1);
        assertThat(world.calls).hasSize(calls);
    }

    @Test
    void a_document_whose_next_call_cannot_be_made_goes_to_the_dead_letters_and_loses_no_answer() {
        world.answersOnlyWhenAsked = true;
        world.values.put("first", new BigDecimal("1e999"));
        Future<Settlement> settlement = service().process(event());
        timers.advance(WINDOW.multipliedBy(5));

        world.answer("first");
        timers.advance(WINDOW.multipliedBy(5));
        assertThat(world.buried).isEmpty();
        world.answer("second");

        assertThat(settled(settlement)).isEqualTo(new Settlement.Done());
        assertThat(world.buried)
                .extracting(DeadRun::reason)
                .singleElement()
                .asString()
                .contains("no number Infinity");
        assertThat(runs.toolsWithResults()).containsExactlyInAnyOrder("first", "second");
        assertThat(world.costs).containsExactly(new JsonObject().put("steps", 2));
        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());
        assertThat(world.buried).hasSize(1);
        assertThat(world.calledTools()).containsExactly("first", "second");
    }

    @Test
    void a_document_with_an_answer_that_no_store_can_keep_goes_to_the_dead_letters() {
        world.values.put("second", "half a character: \ud83d");

        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());

        assertThat(world.buried).hasSize(1);
        assertThat(runs.stored.values()).allMatch(run -> "dead".equals(run.getString("state")));
    }

    @Test
    void a_dead_document_that_is_replayed_goes_on_with_what_had_ended_well() {
        world.assemblyBug = new IllegalStateException("no such field");
        settled(service().process(event()));
        int calls = world.calls.size();
        world.assemblyBug = null;

        OcrCompleted replayed = event().as(record(Map.of("replayed-from", "0-1")));
        assertThat(settled(service().process(replayed))).isEqualTo(new Settlement.Done());

        assertThat(world.calls).hasSize(calls);
        assertThat(world.told).containsExactly("announced", "saved", "announced");
        assertThat(closed()).isTrue();
    }

    @Test
    void a_tool_that_must_wait_for_long_parks_the_document_which_goes_on_when_it_is_due() {
        world.postpones.add("second");

        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());

        assertThat(world.told).isEmpty();
        assertThat(due.entries).hasSize(1);
        assertThat(runs.toolsWithResults()).containsExactlyInAnyOrder("first", "after_first");

        world.postpones.clear();
        String runId = due.entries.keySet().iterator().next();
        assertThat(settled(service().resume(runId))).isEqualTo(new Settlement.Done());

        assertThat(world.told).containsExactly("saved", "announced");
        assertThat(world.calledTools()).containsExactly("first", "second", "after_first", "second");
        assertThat(world.calls.get(3).before().attempts()).isEqualTo(2);
        assertThat(world.calls.get(3).key()).isEqualTo(world.calls.get(1).key());
        assertThat(due.entries).isEmpty();
        assertThat(closed()).isTrue();
    }

    @Test
    void a_redelivered_document_that_is_parked_is_settled_and_stays_in_the_index() {
        world.postpones.add("second");
        settled(service().process(event()));
        due.entries.clear();

        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());

        assertThat(due.entries).hasSize(1);
        assertThat(world.calledTools()).hasSize(3);
    }

    @Test
    void a_document_over_which_one_process_after_another_dies_goes_to_the_dead_letters() {
        world.answersOnlyWhenAsked = true;
        for (int deaths = 0; deaths <= 2; deaths++) {
            service().process(event());
            timers.advance(WINDOW.multipliedBy(5));
        }
        int calls = world.calls.size();

        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());

        assertThat(world.calls).hasSize(calls);
        assertThat(world.buried)
                .extracting(DeadRun::reason)
                .singleElement()
                .asString()
                .startsWith("3 processes in a row died");
    }

    @Test
    void a_document_that_comes_on_between_deaths_is_not_what_kills() {
        world.answersOnlyWhenAsked = true;
        for (String answered : List.of("first", "", "second", "")) {
            service().process(event());
            timers.advance(WINDOW.multipliedBy(5));
            if (!answered.isEmpty()) {
                world.answer(answered);
                timers.advance(WINDOW.multipliedBy(5));
            }
        }
        world.answersOnlyWhenAsked = false;

        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());

        assertThat(world.buried).isEmpty();
        assertThat(closed()).isTrue();
    }

    @Test
    void a_redelivered_document_that_was_closed_is_settled_without_a_call() {
        settled(service().process(event()));
        world.told.clear();
        int calls = world.calls.size();

        assertThat(settled(service().process(event()))).isEqualTo(new Settlement.Done());

        assertThat(world.calls).hasSize(calls);
        assertThat(world.told).isEmpty();
    }

    @Test
    void lost_infrastructure_is_a_failure_and_the_next_try_pays_nothing_twice() {
        world.announcerIsDown = true;
        DocumentWorkflow service = service();
        Future<Settlement> failed = service.process(event());
        timers.advance(WINDOW.multipliedBy(10));
        assertThat(failed.failed()).isTrue();

        world.announcerIsDown = false;
        assertThat(settled(service.process(event()))).isEqualTo(new Settlement.Done());

        assertThat(world.answeredMoreThanOnce()).isEmpty();
    }

    /** For every write k of the journal: stop after it, restart, and compare with a calm run. */
    @Test
    void a_crash_after_any_write_gives_the_same_document_and_repeats_no_journalled_call() {
        JsonObject calm = undisturbed();
        int writes = runs.bulks.size();
        assertThat(writes).isGreaterThanOrEqualTo(4);

        for (int k = 0; k <= writes; k++) {
            DocumentWorkflowTest another = new DocumentWorkflowTest();
            another.crashAfterWrite(k);

            assertThat(another.settled(another.service().process(event())))
                    .as("after write %d", k)
                    .isEqualTo(new Settlement.Done());

            assertThat(another.world.document).as("after write %d", k).isEqualTo(calm);
            assertThat(another.world.eventIds()).as("after write %d", k).hasSize(1);
            assertThat(another.world.repeatedAfterTheirResultWasKept).isEmpty();
            assertThat(another.closed()).isTrue();
        }
    }

    private void crashAfterWrite(int k) {
        runs.diesAfter(k);
        service().process(event());
        timers.advance(WINDOW.multipliedBy(20));
        runs.comesBack();
        world.resultsKept.addAll(runs.toolsWithResults());
        world.restarted = true;
    }

    private JsonObject undisturbed() {
        if (world.document.isEmpty()) {
            settled(service().process(event()));
        }
        return world.document;
    }

    private DocumentWorkflow service() {
        StoredJournal journal = ProcessJournal.of("service", runs, owners, timers, WINDOW);
        return new DocumentWorkflow(
                () -> "revision",
                timers,
                journal,
                Plan.of(catalogue()),
                world,
                Assembling.here(world),
                world,
                world::announce,
                new ParkedRuns(due, received -> event()),
                new DeadRuns(world::bury, 2, timers),
                new WorkflowEvents() {});
    }

    private Settlement settled(Future<Settlement> work) {
        timers.advance(WINDOW.multipliedBy(30));
        assertThat(work.succeeded()).as("%s", work.cause()).isTrue();
        return work.result();
    }

    private boolean closed() {
        return runs.stored.values().stream()
                .allMatch(run -> "closed".equals(run.getString("state")));
    }

    private static Received record(Map<String, String> headers) {
        return Received.of("{}".getBytes(StandardCharsets.UTF_8), headers, "ocr", 0, 1);
    }

    private static OcrCompleted event() {
        return OcrCompleted.of(
                        "letter",
                        "collection",
                        "",
                        "Dear Sir",
                        OcrCompleted.Ocr.UNKNOWN,
                        OcrCompleted.File.UNKNOWN,
                        new JsonObject(),
                        0,
                        new JsonObject())
                .as(record(Map.of()));
    }

    private static ToolCatalogue catalogue() {
        Map<String, Tool> tools = new LinkedHashMap<>();
        for (Tool tool :
                List.of(
                        tool("first", input("text", "text")),
                        tool("second", input("text", "text")),
                        tool("after_first", input("value", "first:value")))) {
            tools.put(tool.name(), tool);
        }
        return new ToolCatalogue("1", tools, Map.of(), new JsonObject());
    }

    private static Tool tool(String name, Tool.Input input) {
        return new Tool(
                name,
                "agent",
                "",
                List.of(input),
                Duration.ofSeconds(30),
                Tool.OnUnknown.REASK,
                List.of(),
                new JsonObject(),
                new JsonObject());
    }

    private static Tool.Input input(String argument, String from) {
        return new Tool.Input(argument, from, true);
    }

    /**
     * Agents, assembler, store and announcer, all in one place that remembers what it was asked.
     */
    private static final class World implements ToolCalls, ResultStore, Assembler {
        private final List<ToolCall> calls = new ArrayList<>();
        private final Map<String, Promise<ToolOutcome>> open = new LinkedHashMap<>();
        private final Map<String, ErrorClass> fails = new TreeMap<>();
        private final Map<String, Object> values = new TreeMap<>();
        private final Set<String> postpones = new TreeSet<>();
        private final List<DeadRun> buried = new ArrayList<>();
        private final List<JsonObject> costs = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private final List<Announcement> announced = new ArrayList<>();
        private final List<String> resultsKept = new ArrayList<>();
        private final List<String> repeatedAfterTheirResultWasKept = new ArrayList<>();
        private JsonObject document = new JsonObject();
        private boolean answersOnlyWhenAsked;
        private boolean announcerIsDown;
        private boolean restarted;
        private boolean ending;
        private RuntimeException assemblyBug;

        @Override
        public boolean costs(String agent) {
            return true;
        }

        @Override
        public boolean ending() {
            return ending;
        }

        @Override
        public Future<ToolOutcome> call(ToolCall call) {
            calls.add(call);
            if (restarted && resultsKept.contains(call.tool())) {
                repeatedAfterTheirResultWasKept.add(call.tool());
            }
            Promise<ToolOutcome> answer = Promise.promise();
            open.put(call.tool(), answer);
            if (!answersOnlyWhenAsked) {
                answer(call.tool());
            }
            return answer.future();
        }

        private Future<Void> bury(DeadRun letter) {
            buried.add(letter);
            return Future.succeededFuture();
        }

        private void answer(String tool) {
            ErrorClass failure = fails.get(tool);
            if (postpones.contains(tool)) {
                open.get(tool)
                        .complete(
                                new ToolOutcome.Postponed(
                                        ErrorClass.OVERLOADED,
                                        "busy",
                                        new Tries(2, 2, List.of()),
                                        Duration.ofMinutes(1),
                                        Duration.ofSeconds(5)));
                return;
            }
            open.get(tool)
                    .complete(
                            failure == null
                                    ? new ToolOutcome.Answered(
                                            new ToolReply(
                                                    new JsonObject()
                                                            .put(
                                                                    "value",
                                                                    values.getOrDefault(
                                                                            tool, tool)),
                                                    List.of()),
                                            1,
                                            Duration.ofMillis(10))
                                    : new ToolOutcome.Failed(
                                            failure, "scripted", false, 1, Duration.ofMillis(10)));
        }

        @Override
        public Bill bill(Run run, Collection<StepResult> steps, Instant now) {
            JsonObject cost = new JsonObject().put("steps", steps.size());
            return new Bill(
                    List.of(cost),
                    List.of(
                            new Announcement(
                                    EventType.COST_RECORDED,
                                    run.id(),
                                    run.documentId(),
                                    now,
                                    cost)));
        }

        @Override
        public Finished assemble(Run run, Collection<StepResult> steps, Instant now) {
            if (assemblyBug != null) {
                throw assemblyBug;
            }
            JsonObject made = new JsonObject().put("_id", run.documentId()).put("runId", run.id());
            new TreeMap<>(byTool(steps))
                    .forEach((tool, step) -> made.put(tool, step.ending().wireName()));
            return new Finished(
                    made,
                    Map.of(),
                    List.of(),
                    List.of(),
                    version ->
                            List.of(
                                    new Announcement(
                                            EventType.DOCUMENT_ENRICHED,
                                            run.id() + version,
                                            run.documentId(),
                                            now,
                                            made)),
                    new JsonObject());
        }

        private static Map<String, StepResult> byTool(Collection<StepResult> steps) {
            Map<String, StepResult> byTool = new TreeMap<>();
            steps.forEach(step -> byTool.put(step.tool(), step));
            return byTool;
        }

        @Override
        public Future<Integer> save(JsonObject enriched) {
            document = enriched;
            told.add("saved");
            return Future.succeededFuture(1);
        }

        @Override
        public Future<JsonObject> read(String documentId) {
            return Future.succeededFuture(document);
        }

        @Override
        public Future<Void> recordCosts(List<JsonObject> records) {
            costs.addAll(records);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> requestReview(JsonObject item) {
            return Future.succeededFuture();
        }

        private Future<Void> announce(List<Announcement> events) {
            if (announcerIsDown) {
                return Future.failedFuture("the broker is out of reach");
            }
            told.add("announced");
            announced.addAll(events);
            return Future.succeededFuture();
        }

        private List<String> calledTools() {
            return calls.stream().map(ToolCall::tool).toList();
        }

        private List<String> answeredMoreThanOnce() {
            JsonArray keys = new JsonArray();
            return calls.stream()
                    .map(ToolCall::key)
                    .filter(key -> keys.contains(key) || keys.add(key) == null)
                    .toList();
        }

        private java.util.Set<String> eventIds() {
            return announced.stream()
                    .map(Announcement::id)
                    .collect(java.util.stream.Collectors.toSet());
        }
    }
}
