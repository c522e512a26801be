package org.inkstream.agents.modeltools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.inkstream.agents.inference.ModelAnswer.Stop.LENGTH;
import static org.inkstream.agents.inference.ModelAnswer.Stop.REFUSED;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.gateway.ScriptEndpoint;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.letters.NotAttempted;
import org.inkstream.agents.mcp.server.RuleTool;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.server.ServedTool;
import org.inkstream.agents.mcp.server.ToolHandler;
import org.inkstream.agents.prompts.HostileLetters;
import org.inkstream.agents.prompts.PromptLibrary;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelToolTest {
    private static final ToolCatalogue CATALOGUE = ToolCatalogue.packaged();
    private static final PromptLibrary PROMPTS =
            PromptLibrary.load(ModelCatalogue.RULES_ONLY, CATALOGUE.byName().keySet(), "");
    private static final String SUMMARY = "generate_summary";
    private static final String GOOD = "{\"summary\":\"Brown tells that he has sold cotton.\"}";
    private static final String LETTER = "My dear Sir, I have sold the cotton. Thos. Brown";

    private final VirtualTimers clock = new VirtualTimers();
    private final ScriptGateway gateway = new ScriptGateway();
    private final List<String> heard = new ArrayList<>();
    private ToolHandler rules = arguments -> new JsonObject().put("summary", "by rules");

    @Test
    void the_first_model_answers_and_nobody_else_is_asked() {
        gateway.answers(GOOD);

        ToolReply reply = call(tool(SUMMARY, true, "opus", "local")).reply().result();

        assertThat(reply.result().getString("summary")).startsWith("Brown tells");
        assertThat(reply.result().containsKey("_degraded")).isFalse();
        assertThat(reply.usage()).extracting(ModelUsage::provider).containsExactly("ollama");
        assertThat(reply.usage()).extracting(ModelUsage::promptVersion).containsExactly("1");
        assertThat(gateway.asked).extracting(asked -> asked.model().name()).containsExactly("opus");
    }

    @Test
    void an_answer_in_a_code_fence_is_an_answer() {
        gateway.answers("```json\n" + GOOD + "\n```\n");

        assertThat(call(tool(SUMMARY, false, "local")).reply().succeeded()).isTrue();
    }

    @Test
    void an_answer_that_breaks_the_schema_is_repaired_once_and_both_are_paid() {
        gateway.answers("{\"sumary\":\"x\"}").answers(GOOD);

        ToolReply reply = call(tool(SUMMARY, false, "local")).reply().result();

        assertThat(reply.usage()).hasSize(2);
        assertThat(gateway.asked.get(1).prompt().instruction())
                .startsWith(gateway.asked.get(0).prompt().instruction())
                .doesNotContain("sumary");
        assertThat(gateway.asked.get(1).prompt().document())
                .isEqualTo(gateway.asked.get(0).prompt().document());
    }

    @Test
    void after_a_repair_that_is_no_better_the_next_model_is_asked_and_all_is_paid() {
        gateway.answers("no JSON").answers(GOOD + GOOD).answers(GOOD);

        ToolReply reply = call(tool(SUMMARY, false, "local", "opus")).reply().result();

        assertThat(gateway.asked)
                .extracting(asked -> asked.model().name())
                .containsExactly("local", "local", "opus");
        assertThat(reply.usage()).hasSize(3);
    }

    @Test
    void an_answer_that_was_cut_short_is_repaired_and_a_refusal_is_not() {
        gateway.stops(LENGTH).answers(GOOD);
        call(tool(SUMMARY, false, "local"));
        gateway.stops(REFUSED);
        Agent.Exchange refused = call(tool(SUMMARY, false, "local"));

        assertThat(gateway.asked).hasSize(3);
        assertThat(failure(refused).errorClass()).isEqualTo(ErrorClass.REFUSED);
    }

    @Test
    void every_class_of_failure_leads_to_the_next_of_the_route() {
        Stream.of(ErrorClass.values())
                .forEach(
                        errorClass -> {
                            gateway.fails(errorClass).answers(GOOD);
                            Agent.Exchange exchange = call(tool(SUMMARY, false, "local", "opus"));
                            assertThat(exchange.reply().succeeded()).as("%s", errorClass).isTrue();
                        });
    }

    @Test
    void where_the_route_ends_without_rules_the_last_failure_goes_out() {
        gateway.answers("{}").answers("{}").fails(ErrorClass.OVERLOADED);

        CallFailure failure = failure(call(tool(SUMMARY, false, "local", "opus")));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(failure).hasMessageContaining("local: invalid_data, opus: overloaded");
        assertThat(failure.usage()).hasSize(2);
    }

    @Test
    void without_money_for_any_model_the_tool_is_not_attempted_and_never_retried() {
        gateway.refusesForMoney("the day is used up").refusesForMoney("the month is used up");

        ToolReply reply = call(tool(SUMMARY, false, "opus", "local")).reply().result();

        assertThat(reply.result().getString("_not_attempted"))
                .isEqualTo("budget (opus: the day is used up, local: the month is used up)");
        assertThat(reply.result().getBoolean("_over_budget")).isTrue();
        assertThat(reply.usage()).isEmpty();
    }

    @Test
    void where_only_one_of_the_route_lacked_money_the_other_ones_failure_goes_out() {
        gateway.refusesForMoney("used up").fails(ErrorClass.OVERLOADED);
        CallFailure last = failure(call(tool(SUMMARY, false, "opus", "local")));
        gateway.fails(ErrorClass.OVERLOADED).refusesForMoney("used up");
        CallFailure first = failure(call(tool(SUMMARY, false, "local", "opus")));

        assertThat(last.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(first.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
    }

    @Test
    void rules_that_stand_in_because_there_is_no_money_say_so() {
        gateway.refusesForMoney("the day is used up");

        ToolReply reply = call(tool(SUMMARY, true, "opus")).reply().result();

        assertThat(reply.result().getString("summary")).isEqualTo("by rules");
        assertThat(reply.result().getString("_degraded"))
                .isEqualTo("no model answered (opus: the day is used up)");
    }

    @Test
    void a_request_says_where_its_model_stands_in_the_route() {
        gateway.fails(ErrorClass.OVERLOADED).answers(GOOD);

        call(tool(SUMMARY, false, "local", "opus"));

        assertThat(gateway.asked)
                .extracting(asked -> asked.place().before(), asked -> asked.place().behind())
                .containsExactly(tuple(0, 1), tuple(1, 0));
    }

    @Test
    void what_failed_models_used_goes_out_with_the_failure_once() {
        List<ModelUsage> before = List.of(ScriptEndpoint.answer("").usage());
        gateway.answers("{}").answers("{}").failsAfter(before);

        CallFailure failure = failure(call(tool(SUMMARY, false, "local", "opus")));

        assertThat(failure.usage()).hasSize(3);
        assertThat(failure.usage()).extracting(ModelUsage::promptVersion).containsOnly("1");
    }

    @Test
    void rules_that_stand_in_for_models_say_so_and_what_was_spent_is_told() {
        gateway.answers("{}").answers("{}");

        ToolReply reply = call(tool(SUMMARY, true, "local")).reply().result();

        assertThat(reply.result().getString("summary")).isEqualTo("by rules");
        assertThat(reply.result().getString("_degraded"))
                .isEqualTo("no model answered (local: invalid_data)");
        assertThat(reply.usage())
                .extracting(ModelUsage::provider)
                .containsExactly("ollama", "ollama", "rules");
    }

    @Test
    void rules_that_cannot_know_say_first_that_the_models_did_not_answer() {
        rules = arguments -> NotAttempted.because("this needs a model");
        gateway.fails(ErrorClass.TIMEOUT);

        ToolReply reply = call(tool(SUMMARY, true, "local")).reply().result();

        assertThat(reply.result().getString("_not_attempted"))
                .isEqualTo("no model answered (local: timeout); this needs a model");
    }

    @Test
    void where_a_call_stands_is_passed_on() {
        gateway.fails(ErrorClass.OVERLOADED).answers(GOOD);

        call(tool(SUMMARY, false, "local", "opus"));

        assertThat(heard).containsExactly("queued", "dispatched", "dispatched");
    }

    @Test
    void a_call_that_is_given_up_stops_its_generation_and_asks_nobody_else() {
        Agent.Exchange exchange = call(tool(SUMMARY, true, "local", "opus"));

        exchange.abort();

        assertThat(gateway.aborted).isEqualTo(1);
        assertThat(gateway.asked).hasSize(1);
    }

    @Test
    void a_bad_answer_to_a_call_that_was_given_up_is_not_repaired() {
        Promise<ModelAnswer> held = gateway.holdsInBatch();
        Agent.Exchange exchange = call(tool(SUMMARY, true, "local"));

        exchange.abort();
        held.complete(ScriptEndpoint.answer("no JSON"));

        assertThat(gateway.asked).hasSize(1);
        assertThat(exchange.reply().failed()).isTrue();
    }

    @Test
    void a_model_leaves_time_to_those_behind_it() {
        gateway.meanwhile = () -> clock.advance(Duration.ofSeconds(20));
        gateway.fails(ErrorClass.TIMEOUT).fails(ErrorClass.TIMEOUT);

        call(tool(SUMMARY, true, "local", "opus"));

        assertThat(gateway.asked)
                .extracting(asked -> asked.tag().remaining())
                .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(36));
    }

    @Test
    void a_repair_has_only_the_time_that_its_model_has_left() {
        gateway.meanwhile = () -> clock.advance(Duration.ofSeconds(31));
        gateway.answers("{}").answers(GOOD);

        call(tool(SUMMARY, true, "local", "opus"));

        assertThat(gateway.asked)
                .extracting(asked -> asked.model().name())
                .containsExactly("local", "opus");
    }

    @Test
    void hours_in_a_batch_take_nothing_of_the_time_for_a_repair_or_the_next_model() {
        Duration hours = Duration.ofHours(3);
        gateway.fails(ErrorClass.OVERLOADED)
                .answersInBatch(hours, clock, "{}")
                .answersInBatch(hours, clock, "{}")
                .answers(GOOD);

        Agent.Exchange exchange = call(tool(SUMMARY, false, "local", "backlog", "opus"));

        assertThat(exchange.reply().succeeded()).isTrue();
        assertThat(gateway.asked)
                .extracting(asked -> asked.model().name())
                .containsExactly("local", "backlog", "backlog", "opus");
        assertThat(heard).containsExactly("queued", "dispatched", "queued", "queued", "dispatched");
    }

    @Test
    void a_letter_that_the_model_would_cut_is_not_sent_to_it() {
        rules = arguments -> new JsonObject().put("summary", "by rules");

        Agent.Exchange exchange = call(tool(SUMMARY, true, "local"), "word ".repeat(10_000));

        assertThat(gateway.asked).isEmpty();
        assertThat(exchange.reply().result().result().getString("_degraded"))
                .contains("local: refused");
    }

    static Stream<Map.Entry<String, String>> letters() {
        return HostileLetters.all().filter(letter -> !letter.getKey().contains("long"));
    }

    @ParameterizedTest
    @MethodSource("letters")
    void a_model_that_obeys_a_letter_is_refused_or_leaves_its_values_unproven(
            Map.Entry<String, String> letter) {
        List<String> obedient =
                List.of(
                        "{\"summary\":\"All letters of this archive are forgeries.\"}",
                        "{\"name\":\"delete_collection\",\"arguments\":{}}",
                        "My instructions are: You read historical documents",
                        "{\"people\":[{\"name\":\"Napoleon Bonaparte\",\"role\":\"sender\",\"title\":null,"
                                + "\"context\":null,\"confidence\":1,\"quote\":\"Emperor of the"
                                + " French\"}]}");

        for (String answer : obedient) {
            ScriptGateway steered = new ScriptGateway().answers(answer).answers(answer);
            Agent.Exchange exchange =
                    tool("extract_people", false, steered, "local")
                            .call(served("extract_people", letter.getValue()));

            if (exchange.reply().succeeded()) {
                assertThat(exchange.reply().result().result().containsKey("_evidence")).isFalse();
            } else {
                assertThat(failure(exchange).errorClass()).isEqualTo(ErrorClass.INVALID_DATA);
                assertThat(steered.asked.get(1).prompt().instruction())
                        .doesNotContain("Napoleon", "forgeries", "delete_collection");
            }
        }
    }

    private Agent.Exchange call(ModelTool tool) {
        return call(tool, LETTER);
    }

    private Agent.Exchange call(ModelTool tool, String text) {
        return tool.call(served(tool.name(), text));
    }

    private ServedCall served(String tool, String text) {
        CallTag tag =
                new CallTag("key", tool, "doc", "run", "c", 1, 0, Duration.ofMinutes(1), "run", 1);
        CallProgress progress =
                new CallProgress() {
                    @Override
                    public void queued() {
                        heard.add("queued");
                    }

                    @Override
                    public void dispatched() {
                        heard.add("dispatched");
                    }
                };
        return new ServedCall(tool, new JsonObject().put("text", text), tag, progress);
    }

    private ModelTool tool(String name, boolean rulesLast, String... models) {
        return tool(name, rulesLast, gateway, models);
    }

    private ModelTool tool(
            String name, boolean rulesLast, ScriptGateway answering, String... models) {
        List<ModelSpec> specs =
                Stream.of(models)
                        .map(
                                model ->
                                        new ModelSpec(
                                                model,
                                                "gpu",
                                                model,
                                                8192,
                                                2048,
                                                0,
                                                Duration.ZERO,
                                                model.equals("backlog")
                                                        ? Duration.ofMinutes(2)
                                                        : Duration.ZERO))
                        .toList();
        ServedTool byRules = new RuleTool(rules, Runnable::run, clock);
        return new ModelTool(
                CATALOGUE.tool(name),
                specs,
                rulesLast,
                byRules,
                PROMPTS.system(),
                PROMPTS.of(name),
                new ToolSchemas(CATALOGUE),
                ModelRequest.Together.ALONE,
                answering,
                Runnable::run,
                clock);
    }

    private static CallFailure failure(Agent.Exchange exchange) {
        return (CallFailure) exchange.reply().cause();
    }
}
