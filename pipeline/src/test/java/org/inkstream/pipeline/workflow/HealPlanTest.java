package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.document.StepResult.Ending;
import org.inkstream.pipeline.plan.Plan;
import org.junit.jupiter.api.Test;

class HealPlanTest {
    private static final Plan PLAN =
            Plan.of(
                    catalogue(
                            tool("people", "text"),
                            tool("places", "text"),
                            tool("lives", "people:people"),
                            tool("ties", "lives:lives"),
                            tool("notes", "places:places")));

    @Test
    void only_what_failed_is_called_again_and_what_waited_for_it_in_vain() {
        HealPlan plan =
                HealPlan.of(
                        List.of(
                                ended("people", Ending.FAILED, 3),
                                ended("places", Ending.ACTUAL, 1),
                                ended("lives", Ending.NOT_ATTEMPTED, 0),
                                ended("ties", Ending.NOT_ATTEMPTED, 0),
                                ended("notes", Ending.NOT_ATTEMPTED, 0)),
                        Set.of(),
                        PLAN);

        assertThat(plan.again()).containsExactlyInAnyOrder("people", "lives", "ties");
        assertThat(plan.kept()).extracting(StepResult::tool).containsExactly("places", "notes");
    }

    @Test
    void a_placeholder_is_a_failure() {
        HealPlan plan = HealPlan.of(List.of(ended("people", Ending.FALLBACK, 1)), Set.of(), PLAN);

        assertThat(plan.again()).containsExactly("people");
    }

    @Test
    void an_agent_that_said_it_cannot_know_is_not_asked_again() {
        HealPlan plan =
                HealPlan.of(
                        List.of(
                                ended("people", Ending.FAILED, 3),
                                ended("lives", Ending.NOT_ATTEMPTED, 1)),
                        Set.of(),
                        PLAN);

        assertThat(plan.again()).containsExactly("people");
    }

    @Test
    void what_was_not_attempted_for_want_of_money_is_called_when_there_is_some() {
        JsonObject answer =
                new JsonObject().put("_not_attempted", "budget (...)").put("_over_budget", true);
        StepResult lacked = StepResult.of("people", "agent", 1, Duration.ZERO, answer, List.of());

        HealPlan plan =
                HealPlan.of(
                        List.of(lacked, ended("lives", Ending.NOT_ATTEMPTED, 0)), Set.of(), PLAN);

        assertThat(plan.again()).containsExactlyInAnyOrder("people", "lives");
    }

    @Test
    void whoever_asks_for_one_tool_gets_that_one_and_those_behind_it() {
        HealPlan plan =
                HealPlan.of(
                        List.of(
                                ended("people", Ending.FAILED, 3),
                                ended("places", Ending.FAILED, 3),
                                ended("notes", Ending.NOT_ATTEMPTED, 0)),
                        Set.of("places"),
                        PLAN);

        assertThat(plan.again()).containsExactlyInAnyOrder("places", "notes");
        assertThat(plan.kept()).extracting(StepResult::ending).containsExactly(Ending.FAILED);
    }

    @Test
    void nothing_that_is_kept_costs_anything_again() {
        HealPlan plan =
                HealPlan.of(
                        List.of(
                                ended("people", Ending.ACTUAL, 1),
                                ended("places", Ending.NOT_ATTEMPTED, 1),
                                ended("notes", Ending.CACHED, 1)),
                        Set.of(),
                        PLAN);

        assertThat(plan.kept())
                .allMatch(step -> step.ending() == Ending.CACHED || step.usage().isEmpty());
        assertThat(plan.kept().get(0).result()).isEqualTo(new JsonObject().put("people", "x"));
    }

    private static StepResult ended(String tool, Ending ending, int attempts) {
        boolean answered = ending == Ending.ACTUAL || ending == Ending.CACHED;
        return new StepResult(
                tool,
                "agent",
                ending,
                "",
                "",
                attempts,
                Duration.ZERO,
                answered ? new JsonObject().put(tool, "x") : new JsonObject(),
                List.of(ModelUsage.ofRules("letters", Duration.ZERO)));
    }

    private static ToolCatalogue catalogue(Tool... tools) {
        Map<String, Tool> byName = new LinkedHashMap<>();
        for (Tool tool : tools) {
            byName.put(tool.name(), tool);
        }
        return new ToolCatalogue("1", byName, Map.of(), new JsonObject());
    }

    private static Tool tool(String name, String from) {
        return new Tool(
                name,
                "agent",
                "",
                List.of(new Tool.Input("given", from, true)),
                Duration.ofSeconds(30),
                Tool.OnUnknown.REASK,
                List.of(),
                new JsonObject(),
                new JsonObject());
    }
}
