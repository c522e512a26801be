package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.PriceTable;
import org.inkstream.pipeline.cost.CostRecords;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.pipeline.journal.MemoryOwnerStore;
import org.inkstream.pipeline.journal.MemoryReuseStore;
import org.inkstream.pipeline.journal.MemoryRunStore;
import org.inkstream.pipeline.journal.StoredReuse;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class ReuseTest {
    private static final Duration WINDOW = Duration.ofMillis(2);
    private static final ModelUsage PAID =
            new ModelUsage("anthropic", "claude-haiku-4-5", 900, 100, 0, 0, Duration.ZERO, "msg");

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryRunStore runs = new MemoryRunStore();
    private final MemoryReuseStore pointers = new MemoryReuseStore();
    private final Agents agents = new Agents();
    private final Map<String, Collection<StepResult>> ended = new HashMap<>();
    private final List<String> costs = new ArrayList<>();
    private final DocumentWorkflow service = service();

    /** Agents that cost, and what makes their answers. */
    private static final class Agents implements ToolCalls {
        private final List<String> asked = new ArrayList<>();
        private final Map<String, String> madeBy = new HashMap<>();
        private JsonObject first = new JsonObject().put("value", "first");

        @Override
        public boolean costs(String agent) {
            return true;
        }

        @Override
        public String madeBy(String tool) {
            return madeBy.getOrDefault(tool, "prompt 1");
        }

        @Override
        public Future<ToolOutcome> call(ToolCall call) {
            asked.add(call.documentId() + " " + call.tool());
            JsonObject result =
                    call.tool().equals("first")
                            ? first
                            : new JsonObject().put("value", call.tool());
            return Future.succeededFuture(
                    new ToolOutcome.Answered(
                            new ToolReply(result, List.of(PAID)), 1, Duration.ofMillis(5)));
        }
    }

    @Test
    void the_same_letter_under_another_id_costs_nothing() {
        enrich("one", "Dear Sir");

        enrich("two", "Dear Sir");

        assertThat(agents.asked).containsExactly("one first", "one second", "one after_first");
        assertThat(sources("two")).containsOnly("cached");
        assertThat(ended.get("two"))
                .extracting(StepResult::result)
                .containsExactlyElementsOf(results("one"));
        assertThat(costs).hasSize(3).allMatch(cost -> cost.startsWith("one "));
    }

    @Test
    void another_text_is_another_letter() {
        enrich("one", "Dear Sir");

        enrich("two", "Dear Madam");

        assertThat(agents.asked).hasSize(6);
    }

    @Test
    void a_changed_prompt_of_one_tool_buys_that_tool_and_what_follows_from_a_changed_answer() {
        enrich("one", "Dear Sir");
        agents.madeBy.put("first", "prompt 2");
        agents.first = new JsonObject().put("value", "changed");

        enrich("two", "Dear Sir");

        assertThat(agents.asked.subList(3, agents.asked.size()))
                .containsExactly("two first", "two after_first");
    }

    @Test
    void a_run_that_used_some_results_again_is_found_with_all_of_them() {
        enrich("one", "Dear Sir");
        agents.madeBy.put("first", "prompt 2");
        enrich("two", "Dear Sir");
        int asked = agents.asked.size();

        enrich("three", "Dear Sir");

        assertThat(agents.asked).hasSize(asked);
    }

    @Test
    void what_was_made_by_nobody_knows_whom_is_not_used_again() {
        agents.madeBy.putAll(Map.of("first", "", "second", "", "after_first", ""));
        enrich("one", "Dear Sir");

        enrich("two", "Dear Sir");

        assertThat(agents.asked).hasSize(6);
    }

    @Test
    void what_somebody_less_able_answered_is_bought_again() {
        agents.first = new JsonObject().put("value", "first").put("_degraded", "no model answered");
        enrich("one", "Dear Sir");

        enrich("two", "Dear Sir");

        assertThat(agents.asked.subList(3, agents.asked.size())).containsExactly("two first");
    }

    @Test
    void a_collection_may_say_that_nothing_is_used_again() {
        enrich("one", "Dear Sir");

        enrich(event("two", "Dear Sir", new JsonObject().put("reuse", false)));

        assertThat(agents.asked).hasSize(6);
    }

    @Test
    void pointers_out_of_reach_cost_money_and_no_letter() {
        enrich("one", "Dear Sir");
        pointers.reachable = false;

        enrich("two", "Dear Sir");

        assertThat(sources("two")).containsOnly("actual");
    }

    @Test
    void letters_that_open_together_look_for_earlier_results_together() {
        for (int letter = 0; letter < 20; letter++) {
            service.process(event("letter " + letter, "text " + letter, new JsonObject()));
        }
        timers.advance(WINDOW.multipliedBy(50));

        // In memory each look is over at once; a store that takes its time is asked far less.
        assertThat(pointers.finds).isLessThanOrEqualTo(20);
        assertThat(pointers.pointers).hasSize(20);
    }

    private void enrich(String id, String text) {
        enrich(event(id, text, new JsonObject()));
    }

    private void enrich(OcrCompleted event) {
        var settlement = service.process(event);
        timers.advance(WINDOW.multipliedBy(50));
        assertThat(settlement.succeeded()).as("%s", settlement.cause()).isTrue();
    }

    private List<String> sources(String id) {
        return ended.get(id).stream().map(step -> step.ending().wireName()).toList();
    }

    private List<JsonObject> results(String id) {
        return ended.get(id).stream().map(StepResult::result).toList();
    }

    private DocumentWorkflow service() {
        return new DocumentWorkflow(
                () -> "revision",
                timers,
                ProcessJournal.of("service", runs, new MemoryOwnerStore(), timers, WINDOW),
                Plan.of(catalogue()),
                agents,
                Assembling.here(this::assemble),
                new NoResults(),
                announced -> Future.succeededFuture(),
                new ParkedRuns(new MemoryDueStore(), received -> event("", "", new JsonObject())),
                new DeadRuns(dead -> Future.succeededFuture(), 2, timers),
                new WorkflowEvents() {},
                new StoredReuse(pointers, runs),
                Jobs.NONE);
    }

    private Finished assemble(Run run, Collection<StepResult> steps, Instant now) {
        ended.put(run.documentId(), List.copyOf(steps));
        CostRecords.of(run, steps, PriceTable.packaged(), now)
                .toJson()
                .forEach(cost -> costs.add(run.documentId() + " " + cost.getString("tool")));
        return new Finished(
                new JsonObject(),
                Map.of(),
                List.of(),
                List.of(),
                version -> List.of(),
                new JsonObject());
    }

    private static ToolCatalogue catalogue() {
        Map<String, Tool> tools =
                List.of(
                                tool("first", new Tool.Input("text", "text", true)),
                                tool("second", new Tool.Input("text", "text", true)),
                                tool("after_first", new Tool.Input("value", "first:value", true)))
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        Tool::name, tool -> tool, (a, b) -> a, LinkedHashMap::new));
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

    private static OcrCompleted event(String id, String text, JsonObject collection) {
        return OcrCompleted.of(
                id,
                "collection",
                "",
                text,
                OcrCompleted.Ocr.UNKNOWN,
                OcrCompleted.File.UNKNOWN,
                new JsonObject(),
                0,
                collection);
    }
}
