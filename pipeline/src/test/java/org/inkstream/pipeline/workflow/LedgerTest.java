package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.AgentLine;
import org.inkstream.agents.call.CallListener;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.Place;
import org.inkstream.agents.call.Places;
import org.inkstream.agents.call.RetryBudget;
import org.inkstream.agents.call.TimersBreaker;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.RetryRule;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.Settings;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.PriceTable;
import org.inkstream.money.Tokens;
import org.inkstream.pipeline.cost.CostRecords;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.pipeline.journal.MemoryOwnerStore;
import org.inkstream.pipeline.journal.MemoryRunStore;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** Owners that die one after another, and what a provider bills against what is recorded. */
class LedgerTest {
    private static final Duration WINDOW = Duration.ofMillis(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The longest pause, and then the intent of the next attempt is made durable. */
    private static final Duration PAUSE_AND_INTENT = PAUSE.plus(WINDOW.multipliedBy(10));

    private static final String MODEL = "claude-haiku-4-5";
    private static final ModelUsage MOST =
            ModelUsage.atMost("anthropic", MODEL, Tokens.of(1_000, 2_000));
    private static final List<String> TOOLS = List.of("one", "two", "three", "four");

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryRunStore runs = new MemoryRunStore();
    private final MemoryOwnerStore owners = new MemoryOwnerStore();
    private final Provider provider = new Provider();
    private Tool.OnUnknown onUnknown = Tool.OnUnknown.REASK;
    private List<StepResult> ended = List.of();
    private Run run;

    /** Connections of each owner. */
    private int places = TOOLS.size();

    /** Agents and the provider behind them, which bills every question that reaches it. */
    private static final class Provider implements Agent {
        private final List<ToolCall> asked = new ArrayList<>();
        private final List<String> billed = new ArrayList<>();
        private final Map<String, Promise<ToolReply>> waiting = new LinkedHashMap<>();
        private final Map<String, String> lastBill = new HashMap<>();
        private final Map<String, ModelUsage> kept = new HashMap<>();
        private boolean honours;
        private int lost;

        @Override
        public Exchange call(ToolCall call, int attempt, CallProgress progress) {
            Future<ToolReply> reply = ask(call);
            return new Exchange() {
                @Override
                public Future<ToolReply> reply() {
                    return reply;
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }

        private Future<ToolReply> ask(ToolCall call) {
            asked.add(call);
            ModelUsage known = kept.get(call.key());
            if (known != null) {
                return Future.succeededFuture(answer(List.of(known.again())));
            }
            billed.add("bill-" + billed.size());
            lastBill.put(call.key(), billed.get(billed.size() - 1));
            Promise<ToolReply> answer = Promise.promise();
            waiting.put(call.key(), answer);
            return answer.future();
        }

        void answer(int many) {
            List.copyOf(waiting.keySet()).stream().limit(many).forEach(this::answer);
        }

        private void answer(String key) {
            waiting.remove(key).complete(answer(List.of(usage(key))));
        }

        /** Every question that waits is answered with a placeholder, which is billed. */
        void placeholder() {
            for (String key : List.copyOf(waiting.keySet())) {
                waiting.remove(key)
                        .complete(
                                new ToolReply(
                                        new JsonObject().put("_fallback", true),
                                        List.of(usage(key))));
            }
        }

        private ModelUsage usage(String key) {
            return new ModelUsage(
                    "anthropic", MODEL, 900, 100, 0, 0, Duration.ZERO, lastBill.get(key));
        }

        /** The owner dies; agents that honour keys have kept the first so many of its answers. */
        void ownerDies(int answersKept) {
            int left = answersKept;
            lost += waiting.size();
            for (String key : List.copyOf(waiting.keySet())) {
                if (honours && left > 0) {
                    kept.put(key, usage(key));
                    left--;
                }
            }
            waiting.clear();
        }

        private static ToolReply answer(List<ModelUsage> usage) {
            return new ToolReply(new JsonObject().put("value", "v"), usage);
        }
    }

    /** How one owner reaches the agents. */
    private final class Calls implements ToolCalls {
        private final ToolCaller caller;

        Calls(ToolCatalogue catalogue) {
            AgentLine line =
                    new AgentLine(
                            provider,
                            new TimersBreaker(
                                    "agent", Settings.defaults().agents().breaker(), timers),
                            new RetryBudget(1),
                            Places.of(places),
                            Duration.ofMinutes(1));
            caller =
                    new ToolCaller(
                            timers,
                            name -> line,
                            catalogue,
                            new ToolSchemas(catalogue),
                            RandomGenerator.getDefault(),
                            new CallListener() {},
                            Duration.ofMinutes(1),
                            call -> Optional.of(MOST));
        }

        @Override
        public Future<ToolOutcome> call(ToolCall call) {
            return caller.call(call);
        }

        @Override
        public Optional<Place> placeNow(String agent) {
            return caller.placeNow(agent);
        }

        @Override
        public boolean costs(String agent) {
            return true;
        }

        @Override
        public boolean honoursKeys(String agent) {
            return provider.honours;
        }

        @Override
        public Optional<ModelUsage> atMost(ToolCall call) {
            return Optional.of(MOST);
        }
    }

    @Test
    void an_answer_that_was_kept_is_paid_once_and_nothing_is_unknown() {
        provider.honours = true;
        begin();
        provider.ownerDies(TOOLS.size());

        finish();

        assertThat(known(costs()))
                .hasSize(TOOLS.size())
                .containsExactlyInAnyOrderElementsOf(provider.billed);
        assertThat(costs().unknown()).isZero();
    }

    @Test
    void where_keys_are_not_honoured_a_lost_call_is_unknown_at_its_worst_and_made_again() {
        begin();
        provider.answer(3);
        provider.ownerDies(0);

        finish();

        List<JsonObject> unknown =
                costs().toJson().stream()
                        .filter(one -> one.getString("cost_status").equals("unknown"))
                        .toList();
        assertThat(unknown).hasSize(1);
        assertThat(unknown.get(0).getString("lost")).isEqualTo("owner-1");
        // 1,000 × 1 USD and 2,000 × 5 USD by the million.
        assertThat(unknown.get(0).getLong("cost_at_most_pico_usd")).isEqualTo(11_000_000_000L);
        assertThat(provider.asked).extracting(ToolCall::askedBefore).endsWith(true);
        assertThat(provider.asked.get(4).key()).isEqualTo(provider.asked.get(3).key());
    }

    @Test
    void a_tool_that_is_bought_again_is_asked_under_another_key() {
        onUnknown = Tool.OnUnknown.REBUY;
        begin();
        provider.answer(3);
        provider.ownerDies(0);

        finish();

        assertThat(costs().unknown()).isEqualTo(1);
        assertThat(provider.asked.get(4).key()).isEqualTo(provider.asked.get(3).key() + "-1");
        assertThat(provider.asked.get(4).askedBefore()).isFalse();
    }

    @Test
    void a_tool_that_may_not_be_asked_again_leaves_its_field_open_and_is_counted_once() {
        onUnknown = Tool.OnUnknown.PARK;
        begin();
        provider.answer(3);
        provider.ownerDies(0);
        begin();
        int asked = provider.asked.size();

        finish();

        assertThat(asked).isEqualTo(TOOLS.size());
        assertThat(costs().unknown()).isEqualTo(1);
        assertThat(ended)
                .filteredOn(step -> step.ending() == StepResult.Ending.NOT_ATTEMPTED)
                .hasSize(1)
                .allSatisfy(step -> assertThat(step.reason()).isEqualTo(LostCalls.WHY_PARKED));
    }

    @Test
    void what_failed_attempts_were_billed_for_is_on_the_account_though_their_owner_died() {
        begin();
        provider.answer(3);
        provider.placeholder();
        timers.advance(PAUSE_AND_INTENT);
        provider.placeholder();
        timers.advance(PAUSE_AND_INTENT);
        provider.ownerDies(0);

        finish();

        assertThat(known(costs())).hasSize(TOOLS.size() + 2).doesNotHaveDuplicates();
        assertThat(costs().unknown()).isEqualTo(1);
    }

    @Test
    void calls_that_wait_for_a_connection_are_not_unknown_when_their_owner_dies() {
        places = 1;
        begin();
        provider.answer(2);
        timers.advance(WINDOW.multipliedBy(10));
        int asked = provider.asked.size();
        provider.ownerDies(0);
        places = TOOLS.size();

        finish();

        assertThat(asked).isEqualTo(2);
        assertThat(costs().unknown()).isEqualTo(1);
        assertThat(provider.asked).hasSize(TOOLS.size() + 1);
    }

    @Test
    void a_run_that_has_a_connection_for_each_call_says_so_in_the_write_that_opens_it() {
        places = 3;

        begin();

        assertThat(runs.bulks.get(0).get(0).set().fieldNames())
                .filteredOn(path -> path.endsWith(".intent"))
                .hasSize(3);
        assertThat(provider.asked).hasSize(3);
    }

    @Test
    void a_call_whose_owner_dies_in_a_pause_is_not_unknown() {
        begin();
        provider.answer(3);
        provider.placeholder();
        timers.advance(WINDOW.multipliedBy(5));

        finish();

        assertThat(costs().unknown()).isZero();
        assertThat(known(costs())).containsExactlyInAnyOrderElementsOf(provider.billed);
    }

    @Test
    void a_repeat_of_the_whole_run_repeats_the_ids_of_its_records() {
        begin();
        provider.ownerDies(0);
        finish();
        List<String> once = ids(costs());

        assertThat(ids(costs())).isEqualTo(once).doesNotHaveDuplicates();
    }

    @Property(tries = 300)
    void the_ledger_is_what_the_provider_billed_and_what_is_unknown_whoever_dies_when(
            @ForAll @Size(max = 4) List<@IntRange(max = 4) Integer> answeredBeforeEachDeath,
            @ForAll @IntRange(max = 4) int keptAtEachDeath,
            @ForAll boolean honours,
            @ForAll Tool.OnUnknown policy) {
        LedgerTest one = new LedgerTest();
        one.provider.honours = honours;
        one.onUnknown = policy;
        for (int answered : answeredBeforeEachDeath) {
            one.begin();
            one.provider.answer(answered);
            one.timers.advance(WINDOW.multipliedBy(10));
            one.provider.ownerDies(keptAtEachDeath);
        }

        one.finish();

        CostRecords costs = one.costs();
        List<String> known = one.known(costs);
        assertThat(known).doesNotHaveDuplicates();
        assertThat(one.provider.billed).containsAll(known);
        int unheard = one.provider.billed.size() - known.size();
        assertThat(costs.unknown()).isBetween(unheard, one.provider.lost);
        assertThat(ids(costs)).doesNotHaveDuplicates();
    }

    private void begin() {
        service().process(event());
        timers.advance(WINDOW.multipliedBy(10));
    }

    private void finish() {
        Future<Settlement> settlement = service().process(event());
        timers.advance(WINDOW.multipliedBy(10));
        provider.answer(TOOLS.size());
        timers.advance(WINDOW.multipliedBy(30));
        assertThat(settlement.result()).isEqualTo(new Settlement.Done());
    }

    private CostRecords costs() {
        return CostRecords.of(run, ended, PriceTable.packaged(), timers.now());
    }

    private List<String> known(CostRecords costs) {
        return costs.toJson().stream()
                .filter(one -> one.getString("cost_status").equals("priced"))
                .map(one -> one.getString("request_id"))
                .toList();
    }

    private static List<String> ids(CostRecords costs) {
        return costs.toJson().stream().map(one -> one.getString("_id")).toList();
    }

    private DocumentWorkflow service() {
        return new DocumentWorkflow(
                () -> "revision",
                timers,
                ProcessJournal.of("service", runs, owners, timers, WINDOW),
                Plan.of(catalogue()),
                new Calls(catalogue()),
                Assembling.here(this::assemble),
                new NoResults(),
                announced -> Future.succeededFuture(),
                new ParkedRuns(new MemoryDueStore(), received -> event()),
                new DeadRuns(dead -> Future.succeededFuture(), 100, timers),
                new WorkflowEvents() {});
    }

    private Finished assemble(Run finished, Collection<StepResult> steps, Instant now) {
        run = finished;
        ended = List.copyOf(steps);
        return new Finished(
                new JsonObject(),
                Map.of(),
                List.of(),
                List.of(),
                version -> List.of(),
                new JsonObject());
    }

    private ToolCatalogue catalogue() {
        Map<String, Tool> tools =
                TOOLS.stream()
                        .collect(
                                Collectors.toMap(
                                        name -> name, this::tool, (a, b) -> a, LinkedHashMap::new));
        RetryRule rule = new RetryRule(5, PAUSE, 1, PAUSE);
        return new ToolCatalogue("1", tools, Map.of(ErrorClass.UNKNOWN, rule), new JsonObject());
    }

    private Tool tool(String name) {
        return new Tool(
                name,
                "agent",
                "",
                List.of(new Tool.Input("text", "text", true)),
                Duration.ofSeconds(30),
                onUnknown,
                List.of(),
                new JsonObject(),
                new JsonObject());
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
                new JsonObject());
    }
}
