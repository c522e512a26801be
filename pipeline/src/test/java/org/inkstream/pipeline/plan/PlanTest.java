package org.inkstream.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.inkstream.pipeline.document.Letters.TEXT;
import static org.inkstream.pipeline.document.Letters.aLetter;
import static org.inkstream.pipeline.document.Letters.answered;
import static org.inkstream.pipeline.document.Letters.failed;
import static org.inkstream.pipeline.plan.Tools.catalogue;
import static org.inkstream.pipeline.plan.Tools.likes;
import static org.inkstream.pipeline.plan.Tools.needs;
import static org.inkstream.pipeline.plan.Tools.tool;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.catalogue.Tool;
import org.inkstream.pipeline.document.StepResult;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Tool PEOPLE = tool("extract_people", needs("text", "text"));
    private static final Tool PLACES = tool("extract_locations", needs("text", "text"));
    private static final Tool SUMMARY =
            tool(
                    "generate_summary",
                    needs("text", "text"),
                    likes("entities.people", "extract_people:people"),
                    likes("entities.locations", "extract_locations:locations"));
    private static final Tool LIVES =
            tool("generate_biographies", needs("people", "extract_people:people"));
    private static final JsonArray NAMED =
            new JsonArray().add(new JsonObject().put("name", "Mrs. Brown"));
    private static final StepResult PEOPLE_FOUND =
            answered("extract_people", new JsonObject().put("people", NAMED));

    private final Plan plan = Plan.of(catalogue(LIVES, SUMMARY, PEOPLE, PLACES));

    @Test
    void a_tool_starts_as_soon_as_its_own_inputs_have_ended_and_not_before() {
        assertThat(plan.ready(Set.of(), Set.of())).containsExactly(PEOPLE, PLACES);
        assertThat(plan.ready(Set.of("extract_people"), Set.of("extract_locations")))
                .containsExactly(LIVES);
        assertThat(
                        plan.ready(
                                Set.of("extract_people", "extract_locations"),
                                Set.of("generate_biographies")))
                .containsExactly(SUMMARY);
    }

    @Test
    void a_source_that_has_nothing_leaves_its_optional_argument_out() {
        Map<String, StepResult> finished =
                Map.of(
                        "extract_people",
                        PEOPLE_FOUND,
                        "extract_locations",
                        failed("extract_locations"));

        Preparation prepared = plan.prepare(SUMMARY, aLetter(), finished);

        assertThat(arguments(prepared))
                .isEqualTo(
                        new JsonObject()
                                .put("text", TEXT)
                                .put("entities", new JsonObject().put("people", NAMED)));
    }

    @Test
    void a_tool_whose_required_argument_is_missing_is_not_called_and_says_which() {
        Preparation afterFailure =
                plan.prepare(LIVES, aLetter(), Map.of("extract_people", failed("extract_people")));
        Preparation afterNobodyNamed =
                plan.prepare(
                        LIVES,
                        aLetter(),
                        Map.of(
                                "extract_people",
                                answered(
                                        "extract_people",
                                        new JsonObject().put("people", new JsonArray()))));

        assertThat(reason(afterFailure))
                .isEqualTo("extract_people did not answer, which 'people' needs");
        assertThat(reason(afterNobodyNamed))
                .isEqualTo("extract_people found nothing, which 'people' needs");
    }

    @Test
    void a_dependency_that_is_not_in_the_catalogue_is_not_waited_for() {
        Plan alone = Plan.of(catalogue(SUMMARY, LIVES));

        assertThat(alone.ready(Set.of(), Set.of())).containsExactly(SUMMARY, LIVES);
        assertThat(arguments(alone.prepare(SUMMARY, aLetter(), Map.of())))
                .isEqualTo(new JsonObject().put("text", TEXT));
        assertThat(reason(alone.prepare(LIVES, aLetter(), Map.of()))).contains("extract_people");
    }

    @Test
    void a_value_of_another_type_than_the_schema_allows_is_not_sent() {
        JsonObject schema =
                new JsonObject()
                        .put(
                                "properties",
                                new JsonObject()
                                        .put("context", new JsonObject().put("type", "string")));
        Tool significance =
                tool("assess_significance", schema, likes("context", "extract_people:people"));
        Plan strict = Plan.of(catalogue(significance));

        Preparation prepared =
                strict.prepare(significance, aLetter(), Map.of("extract_people", PEOPLE_FOUND));

        assertThat(arguments(prepared)).isEqualTo(new JsonObject());
    }

    @Test
    void the_input_hash_tells_texts_and_arguments_apart_and_nothing_else() {
        Map<String, StepResult> found = Map.of("extract_people", PEOPLE_FOUND);

        String hash = hash(plan.prepare(SUMMARY, aLetter(), found));

        assertThat(hash(plan.prepare(SUMMARY, aLetter(), found))).isEqualTo(hash);
        assertThat(hash(plan.prepare(SUMMARY, aLetter(), Map.of()))).isNotEqualTo(hash);
        assertThat(
                        hash(
                                plan.prepare(
                                        SUMMARY,
                                        aLetter(TEXT + "P.S. None.", new JsonObject()),
                                        found)))
                .isNotEqualTo(hash);
    }

    @Test
    void tools_that_wait_for_each_other_are_refused_by_name() {
        Tool hen = tool("hen", needs("egg", "egg:shell"));
        Tool egg = tool("egg", likes("hen", "hen:"));

        assertThatThrownBy(() -> Plan.of(catalogue(PEOPLE, hen, egg)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[hen, egg]");
    }

    @Test
    void a_catalogue_that_names_an_unknown_source_or_argument_is_refused() {
        JsonObject schema =
                new JsonObject().put("properties", new JsonObject().put("text", new JsonObject()));

        assertThatThrownBy(() -> Plan.of(catalogue(tool("odd", needs("text", "letter")))))
                .hasMessageContaining("'letter'");
        assertThatThrownBy(() -> Plan.of(catalogue(tool("odd", schema, needs("txt", "text")))))
                .hasMessageContaining("'txt'");
    }

    @Test
    void it_is_complete_when_every_tool_has_ended() {
        List<String> names = plan.tools().stream().map(Tool::name).toList();

        assertThat(plan.complete(Set.copyOf(names))).isTrue();
        assertThat(plan.complete(Set.copyOf(names.subList(1, 4)))).isFalse();
    }

    private static JsonObject arguments(Preparation prepared) {
        return prepared.match(
                Preparation.Callable::arguments,
                notPossible -> {
                    throw new AssertionError(notPossible.reason());
                });
    }

    private static String hash(Preparation prepared) {
        return prepared.match(Preparation.Callable::inputHash, Preparation.NotPossible::reason);
    }

    private static String reason(Preparation prepared) {
        return prepared.match(callable -> "it can be called", Preparation.NotPossible::reason);
    }
}
