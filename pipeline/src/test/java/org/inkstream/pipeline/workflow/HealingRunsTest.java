package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.money.Money;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.pipeline.journal.MemoryOwnerStore;
import org.inkstream.pipeline.journal.MemoryRunStore;
import org.inkstream.pipeline.journal.StoredJournal;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.EventType;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class HealingRunsTest {
    private static final Duration WINDOW = Duration.ofMillis(2);
    private static final Money MOST = new Money(1_000);

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryRunStore runs = new MemoryRunStore();
    private final MemoryDueStore due = new MemoryDueStore();
    private final MemoryOwnerStore owners = new MemoryOwnerStore();
    private final MemoryHealBudget spent = new MemoryHealBudget();
    private final World world = new World();
    private final OneProcess service = new OneProcess("service");

    @Test
    void only_what_failed_is_called_again_with_what_waited_for_it_and_the_version_rises() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        assertThat(world.sources("first")).isEqualTo("failed");
        assertThat(world.sources("after_first")).isEqualTo("not_attempted");
        world.calls.clear();

        world.failing.clear();
        heal();

        assertThat(world.calls).containsExactly("first", "after_first");
        assertThat(world.current.getInteger("version")).isEqualTo(2);
        assertThat(world.sources("first")).isEqualTo("actual");
        assertThat(world.sources("after_first")).isEqualTo("actual");
        assertThat(world.sources("second")).isEqualTo("cached");
        assertThat(world.history).hasSize(1);
    }

    @Test
    void a_letter_is_noted_when_a_tool_failed_and_forgotten_when_it_is_healed() {
        world.failing.add("first");
        done(service.workflow.process(event()));

        UnhealedLetters.Letter noted = world.unhealed.get("letter");
        assertThat(noted.tools()).containsExactly("first");
        assertThat(noted.agents()).containsExactly("agent");
        assertThat(noted.runId()).isEqualTo(world.current.getString("runId"));
        assertThat(noted.pass()).isEqualTo(1);

        world.failing.clear();
        heal();

        assertThat(world.unhealed).isEmpty();
    }

    @Test
    void what_a_person_said_is_handed_to_the_new_version() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.current.put("human", "said");

        world.failing.clear();
        heal();

        assertThat(world.current.getString("human")).isEqualTo("said");
    }

    @Test
    void a_person_who_speaks_while_the_letter_is_healed_is_heard() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.failing.clear();
        world.beforeReplace =
                () -> world.current.put("human", "said late").put("version", 2).put("by", "anna");

        heal();

        assertThat(world.current.getString("human")).isEqualTo("said late");
        assertThat(world.current.getInteger("version")).isEqualTo(3);
    }

    @Test
    void a_tool_that_fails_again_makes_no_version_and_only_its_cost_is_told() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.announced.clear();

        heal();

        assertThat(world.current.getInteger("version")).isEqualTo(1);
        assertThat(world.announced)
                .extracting(Announcement::type)
                .containsExactly(EventType.COST_RECORDED);
        assertThat(world.unhealed.get("letter").pass()).isEqualTo(2);
        assertThat(closedSummaries())
                .anySatisfy(
                        summary -> {
                            assertThat(summary.getBoolean("saved")).isFalse();
                            assertThat(summary.getJsonArray("failed")).hasSize(1);
                        });
    }

    @Test
    void a_pass_that_changed_nothing_is_followed_by_the_next_and_not_repeated() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        heal();
        world.failing.clear();

        heal();

        assertThat(world.current.getInteger("version")).isEqualTo(2);
        assertThat(runs.stored.values())
                .extracting(run -> run.getInteger("pass"))
                .containsExactly(1, 2, 3);
    }

    @Test
    void only_the_tools_that_were_asked_for_are_called_again() {
        world.failing.add("first");
        world.failing.add("second");
        done(service.workflow.process(event()));
        world.failing.clear();
        world.calls.clear();

        heal(new JsonObject().put(HealingRuns.TOOLS, new JsonArray().add("second")));

        assertThat(world.calls).containsExactly("second");
        assertThat(world.sources("first")).isEqualTo("failed");
        assertThat(world.unhealed.get("letter").tools()).containsExactly("first");
    }

    @Test
    void an_entry_for_a_letter_that_is_another_one_now_does_nothing() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.calls.clear();
        DueStore.Entry late = entry(new JsonObject());
        world.current.put("runId", "of another text");

        assertThat(done(service.healing.heal(late))).isEqualTo(new Settlement.Done());

        assertThat(world.calls).isEmpty();
    }

    @Test
    void a_pass_that_could_not_end_is_ended_although_its_letter_was_replaced_meanwhile() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.failing.clear();
        DueStore.Entry asked = entry(new JsonObject());
        world.beforeReplace = () -> world.isReplaced("of another text");
        world.brokerIsDown = true;
        Future<Settlement> failed = service.healing.heal(asked);
        timers.advance(WINDOW.multipliedBy(30));
        assertThat(failed.failed()).isTrue();
        assertThat(runs.stored.values()).anyMatch(run -> "open".equals(run.getString("state")));

        world.brokerIsDown = false;
        done(service.healing.heal(asked));
        List.copyOf(due.entries.keySet()).forEach(run -> done(service.workflow.resume(run)));

        assertThat(runs.stored.values())
                .hasSize(2)
                .allMatch(run -> "closed".equals(run.getString("state")));
        assertThat(world.current.getString("runId")).isEqualTo("of another text");
    }

    @Test
    void a_version_that_was_saved_is_announced_although_another_has_taken_its_place() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.failing.clear();
        DueStore.Entry asked = entry(new JsonObject());
        world.brokerIsDown = true;
        Future<Settlement> failed = service.healing.heal(asked);
        timers.advance(WINDOW.multipliedBy(30));
        assertThat(failed.failed()).isTrue();
        String healed = world.current.getString("runId");
        assertThat(world.current.getInteger("version")).isEqualTo(2);
        world.history.add(world.current);
        world.isReplaced("of another text");

        world.brokerIsDown = false;
        world.announced.clear();
        done(service.healing.heal(asked));
        List.copyOf(due.entries.keySet()).forEach(run -> done(service.workflow.resume(run)));

        assertThat(world.announced)
                .filteredOn(told -> told.type() == EventType.DOCUMENT_ENRICHED)
                .singleElement()
                .satisfies(told -> assertThat(told.data().getString("runId")).isEqualTo(healed));
        assertThat(world.current.getString("runId")).isEqualTo("of another text");
    }

    @Test
    void what_is_planned_for_a_run_itself_stays_when_its_letter_was_healed() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.failing.clear();
        DueStore.Entry healing = entry(new JsonObject());
        DueStore.Entry own =
                new DueStore.Entry(
                        healing.runId(),
                        DueStore.Kind.RETRY,
                        "letter",
                        "collection",
                        timers.now(),
                        new JsonObject());
        due.put(own);
        due.put(healing);

        done(service.healing.heal(healing));

        assertThat(due.entries.values()).containsExactly(own);
    }

    @Test
    void a_letter_whose_event_the_journal_has_dropped_stays_as_it_is() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.calls.clear();
        runs.stored.values().forEach(run -> run.getMap().keySet().removeIf(HealingRunsTest::event));

        heal();

        assertThat(world.calls).isEmpty();
        assertThat(world.unhealed).isEmpty();
    }

    @Test
    void two_processes_that_heal_one_letter_pay_once() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.failing.clear();
        world.calls.clear();
        OneProcess other = new OneProcess("other");

        Future<Settlement> a = service.healing.heal(entry(new JsonObject()));
        Future<Settlement> b = other.healing.heal(entry(new JsonObject()));
        timers.advance(WINDOW.multipliedBy(30));

        assertThat(List.of(a.result(), b.result()))
                .hasAtLeastOneElementOfType(Settlement.Done.class);
        assertThat(world.calls).containsExactly("first", "after_first");
        assertThat(world.current.getInteger("version")).isEqualTo(2);
    }

    @Test
    void a_letter_that_nobody_asked_for_waits_for_the_next_day_when_the_money_is_used_up() {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.failing.clear();
        world.calls.clear();
        spent.days.put("2026-01-01", new HealBudget.Day(MOST, 1, Money.ZERO));
        DueStore.Entry entry = entry(new JsonObject().put(HealingRuns.AUTOMATIC, true));

        assertThat(done(service.healing.heal(entry))).isInstanceOf(Settlement.RetryLater.class);

        assertThat(world.calls).isEmpty();
        assertThat(due.entries.get(entry.id()).dueAt())
                .isEqualTo(entry.dueAt().plus(Duration.ofDays(1)));
        assertThat(due.entries.get(entry.id()).details()).isEqualTo(entry.details());

        heal();

        assertThat(world.sources("first")).isEqualTo("actual");
    }

    @Test
    void what_a_pass_costs_that_nobody_asked_for_is_taken_from_the_day() {
        world.failing.add("first");
        done(service.workflow.process(event()));

        heal(new JsonObject().put(HealingRuns.AUTOMATIC, true));

        assertThat(spent.days)
                .containsValue(new HealBudget.Day(new Money(5), 1, Money.ZERO))
                .hasSize(1);
    }

    /** For every write of the pass: stop after it, let another process go on, and compare. */
    @Test
    void a_crash_in_the_middle_of_a_pass_pays_for_nothing_that_was_known() {
        for (int k = 0; k < 6; k++) {
            new HealingRunsTest().crashesAfter(k);
        }
    }

    private void crashesAfter(int k) {
        world.failing.add("first");
        done(service.workflow.process(event()));
        world.failing.clear();
        world.calls.clear();
        runs.diesAfter(k);
        DueStore.Entry asked = entry(new JsonObject());
        service.healing.heal(asked);
        timers.advance(WINDOW.multipliedBy(30));
        runs.comesBack();

        OneProcess successor = new OneProcess("service");
        timers.advance(Duration.ofSeconds(1));
        assertThat(done(successor.healing.heal(asked))).isEqualTo(new Settlement.Done());
        due.entries.values().stream()
                .filter(planned -> planned.kind() == DueStore.Kind.RECONCILE)
                .toList()
                .forEach(planned -> done(successor.workflow.resume(planned.id())));

        assertThat(world.current.getInteger("version")).as("after write %d", k).isEqualTo(2);
        assertThat(world.sources("first")).as("after write %d", k).isEqualTo("actual");
        assertThat(world.calls).as("after write %d", k).doesNotContain("second");
        assertThat(world.history).hasSize(1);
        assertThat(runs.stored.values())
                .as("after write %d", k)
                .allMatch(run -> "closed".equals(run.getString("state")));
    }

    private List<JsonObject> closedSummaries() {
        return runs.stored.values().stream()
                .map(run -> run.getJsonObject("summary", new JsonObject()))
                .filter(summary -> summary.containsKey("saved"))
                .toList();
    }

    private static boolean event(String member) {
        return member.startsWith("event");
    }

    private void heal() {
        heal(new JsonObject());
    }

    private void heal(JsonObject details) {
        assertThat(done(service.healing.heal(entry(details)))).isEqualTo(new Settlement.Done());
    }

    private DueStore.Entry entry(JsonObject details) {
        return DueStore.Entry.toHeal(
                world.current.getString("runId"), "letter", "collection", timers.now(), details);
    }

    private <T> T done(Future<T> work) {
        timers.advance(WINDOW.multipliedBy(30));
        assertThat(work.succeeded()).as("%s", work.cause()).isTrue();
        return work.result();
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
                .as(
                        Received.of(
                                "Dear Sir".getBytes(StandardCharsets.UTF_8),
                                Map.of(),
                                "topic",
                                0,
                                1));
    }

    private static ToolCatalogue catalogue() {
        Map<String, Tool> tools = new LinkedHashMap<>();
        tools.put("first", tool("first", "text"));
        tools.put("second", tool("second", "text"));
        tools.put("after_first", tool("after_first", "first:value"));
        return new ToolCatalogue("1", tools, Map.of(), new JsonObject());
    }

    private static Tool tool(String name, String from) {
        return new Tool(
                name,
                "agent",
                "",
                List.of(new Tool.Input("value", from, true)),
                Duration.ofSeconds(30),
                Tool.OnUnknown.REASK,
                List.of(),
                new JsonObject(),
                new JsonObject());
    }

    /** One process with its journal and its workflow, over the shared stores. */
    private final class OneProcess {
        private final StoredJournal journal;
        private final DocumentWorkflow workflow;
        private final HealingRuns healing;

        private OneProcess(String name) {
            journal = ProcessJournal.of(name, runs, owners, timers, WINDOW);
            workflow =
                    new DocumentWorkflow(
                            () -> "revision",
                            timers,
                            journal,
                            Plan.of(catalogue()),
                            world,
                            Assembling.here(world),
                            world,
                            world::announce,
                            new ParkedRuns(due, received -> event()),
                            new DeadRuns(
                                    dead -> Future.failedFuture("no dead letters here"), 2, timers),
                            new WorkflowEvents() {});
            healing =
                    new HealingRuns(
                            workflow,
                            journal,
                            world,
                            due,
                            Plan.of(catalogue()),
                            new HealBudget(spent, MOST),
                            received ->
                                    received.isNothing()
                                            ? Optional.empty()
                                            : Optional.of(event().as(received)),
                            timers);
        }
    }

    /** Agents, assembler, store and announcer that remember what they were asked. */
    private static final class World implements ToolCalls, ResultStore, Assembler {
        private final List<String> calls = new ArrayList<>();
        private final TreeSet<String> failing = new TreeSet<>();
        private final List<Announcement> announced = new ArrayList<>();
        private final List<JsonObject> history = new ArrayList<>();
        private final Map<String, UnhealedLetters.Letter> unhealed = new TreeMap<>();
        private JsonObject current = new JsonObject();
        private Runnable beforeReplace = () -> {};
        private boolean brokerIsDown;

        private void isReplaced(String runId) {
            int version = current.getInteger("version");
            current =
                    new JsonObject()
                            .put("_id", "letter")
                            .put("runId", runId)
                            .put("textHash", "another")
                            .put("version", version + 1);
        }

        @Override
        public boolean costs(String agent) {
            return true;
        }

        @Override
        public Future<ToolOutcome> call(ToolCall call) {
            calls.add(call.tool());
            return Future.succeededFuture(
                    failing.contains(call.tool())
                            ? new ToolOutcome.Failed(
                                    ErrorClass.INVALID_DATA, "scripted", false, 1, Duration.ZERO)
                            : new ToolOutcome.Answered(
                                    new ToolReply(
                                            new JsonObject().put("value", call.tool()), List.of()),
                                    1,
                                    Duration.ZERO));
        }

        @Override
        public Finished assemble(Run run, Collection<StepResult> steps, Instant now) {
            return assemble(run, steps, new JsonObject(), now);
        }

        @Override
        public Finished assemble(
                Run run, Collection<StepResult> steps, JsonObject stored, Instant now) {
            JsonObject tools = new JsonObject();
            steps.forEach(
                    step ->
                            tools.put(
                                    step.tool(),
                                    new JsonObject().put("_source", step.ending().wireName())));
            JsonObject made =
                    new JsonObject()
                            .put("_id", run.documentId())
                            .put("runId", run.id())
                            .put("textHash", run.event().textHash())
                            .put("revision", run.revision())
                            .put("human", stored.getString("human", "nobody"))
                            .put("tools", tools);
            return new Finished(
                    made,
                    Map.of(),
                    List.of(new JsonObject().put("_id", run.id()).put("cost_pico_usd", 5L)),
                    List.of(),
                    version ->
                            List.of(
                                    told(EventType.DOCUMENT_ENRICHED, run, made, now),
                                    told(EventType.COST_RECORDED, run, made, now)),
                    new JsonObject());
        }

        private static Announcement told(EventType type, Run run, JsonObject made, Instant now) {
            return new Announcement(type, run.id(), run.documentId(), now, made);
        }

        private String sources(String tool) {
            return current.getJsonObject("tools").getJsonObject(tool).getString("_source");
        }

        @Override
        public Future<Integer> save(JsonObject document) {
            current = document.copy().put("version", 1);
            return Future.succeededFuture(1);
        }

        @Override
        public Future<Integer> replace(JsonObject document, int over) {
            Runnable before = beforeReplace;
            beforeReplace = () -> {};
            before.run();
            int version = current.getInteger("version");
            if (document.getString("runId").equals(current.getString("runId"))) {
                return Future.succeededFuture(version);
            }
            if (version != over) {
                return Future.succeededFuture(MOVED_ON);
            }
            history.add(current);
            current = document.copy().put("version", version + 1);
            return Future.succeededFuture(version + 1);
        }

        @Override
        public Future<JsonObject> read(String documentId) {
            return Future.succeededFuture(current.copy());
        }

        @Override
        public Future<JsonObject> saved(String documentId, String runId) {
            return Future.succeededFuture(
                    Stream.concat(history.stream(), Stream.of(current))
                            .filter(one -> runId.equals(one.getString("runId")))
                            .findFirst()
                            .orElseGet(JsonObject::new));
        }

        @Override
        public Future<Void> noteUnhealed(UnhealedLetters.Letter letter) {
            unhealed.put(letter.documentId(), letter);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> noteHealed(String documentId) {
            unhealed.remove(documentId);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> recordCosts(List<JsonObject> records) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> requestReview(JsonObject item) {
            return Future.succeededFuture();
        }

        private Future<Void> announce(List<Announcement> events) {
            if (brokerIsDown) {
                return Future.failedFuture("the broker is out of reach");
            }
            announced.addAll(events);
            return Future.succeededFuture();
        }
    }
}
