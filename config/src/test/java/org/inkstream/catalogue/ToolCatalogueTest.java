package org.inkstream.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.inkstream.letter.LetterSchema;
import org.junit.jupiter.api.Test;

class ToolCatalogueTest {
    private static final Set<String> ENTITY_TOOLS =
            Set.of(
                    "extract_people",
                    "extract_organizations",
                    "extract_locations",
                    "extract_events");

    private final ToolCatalogue catalogue = ToolCatalogue.packaged();

    @Test
    void there_are_21_tools_of_five_agents() {
        assertThat(catalogue.tools()).hasSize(21);
        assertThat(catalogue.agents())
                .containsExactly(
                        "metadata-agent",
                        "entity-agent",
                        "structure-agent",
                        "content-agent",
                        "context-agent");
    }

    @Test
    void no_tool_takes_longer_than_it_is_told_and_that_makes_another_catalogue() {
        ToolCatalogue shorter = catalogue.within(Duration.ofSeconds(60));

        assertThat(shorter.tool("extract_document_type").timeout())
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(shorter.tool("extract_people").timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(shorter.canonical()).isNotEqualTo(catalogue.canonical());
        assertThat(catalogue.within(Duration.ZERO)).isEqualTo(catalogue);
    }

    @Test
    void tools_wait_for_exactly_the_results_that_they_take() {
        assertThat(catalogue.tool("generate_summary").dependsOn()).isEqualTo(ENTITY_TOOLS);
        assertThat(catalogue.tool("classify_subjects").dependsOn()).isEqualTo(ENTITY_TOOLS);
        assertThat(catalogue.tool("generate_relationships").dependsOn()).isEqualTo(ENTITY_TOOLS);
        assertThat(catalogue.tool("research_historical_context").dependsOn())
                .containsExactlyInAnyOrder(
                        "extract_people",
                        "extract_locations",
                        "extract_events",
                        "parse_correspondence");
        assertThat(catalogue.tool("assess_significance").dependsOn())
                .containsExactly("research_historical_context");
        assertThat(catalogue.tool("generate_biographies").dependsOn())
                .containsExactly("extract_people");
        assertThat(catalogue.tools().stream().filter(tool -> tool.dependsOn().isEmpty()))
                .hasSize(15);
    }

    @Test
    void an_object_argument_is_made_of_several_results() {
        assertThat(catalogue.tool("generate_summary").inputs())
                .contains(
                        new Tool.Input("entities.people", "extract_people:people", false),
                        new Tool.Input("entities.events", "extract_events:events", false));
    }

    @Test
    void arguments_take_exactly_what_the_contract_names() {
        var schema = catalogue.tool("extract_document_type").inputSchema();

        assertThat(schema.getBoolean("additionalProperties")).isFalse();
        assertThat(schema.getJsonArray("required")).isEqualTo(JsonArray.of("text"));
        assertThat(schema.getJsonObject("properties").fieldNames())
                .containsExactly("text", "ocr_confidence", "detected_language");
    }

    @Test
    void timeouts_and_retries_are_those_that_were_agreed() {
        assertThat(catalogue.tool("extract_document_type").timeout())
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(catalogue.tool("parse_letter_body").timeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(pauses(ErrorClass.TIMEOUT)).containsExactly(2000L, 4000L, 8000L);
        assertThat(pauses(ErrorClass.CONNECTION))
                .containsExactly(1500L, 3000L, 6000L, 12_000L, 24_000L);
        assertThat(pauses(ErrorClass.OVERLOADED))
                .containsExactly(3000L, 9000L, 27_000L, 60_000L, 60_000L);
        assertThat(pauses(ErrorClass.EVENT_LOOP)).containsExactly(500L);
        assertThat(pauses(ErrorClass.UNKNOWN)).hasSize(2);
        assertThat(catalogue.retry(ErrorClass.INVALID_DATA)).isEqualTo(RetryRule.NEVER);
        assertThat(catalogue.retry(ErrorClass.AUTHENTICATION)).isEqualTo(RetryRule.NEVER);
        assertThat(catalogue.retry(ErrorClass.REFUSED)).isEqualTo(RetryRule.NEVER);
    }

    @Test
    void every_field_is_filled_by_one_tool_unless_the_service_or_a_person_knows_it() {
        List<String> filled =
                catalogue.tools().stream()
                        .flatMap(tool -> tool.fills().stream())
                        .map(Tool.Fill::field)
                        .toList();

        assertThat(filled).doesNotHaveDuplicates();
        assertThat(LetterSchema.packaged().byPath().keySet())
                .filteredOn(field -> !filled.contains(field))
                .containsExactly(
                        "metadata.id",
                        "metadata.collection_id",
                        "metadata.ocr_provider",
                        "metadata.confidence",
                        "document.physical_attributes.size",
                        "document.physical_attributes.material",
                        "document.physical_attributes.condition",
                        "document.physical_attributes.pages",
                        "content.full_text",
                        "content.annotations[]");
    }

    @Test
    void a_result_is_its_main_member_or_the_reason_why_there_is_none() {
        var schema = catalogue.tool("generate_summary").outputSchema();

        assertThat(schema.getJsonArray("anyOf"))
                .isEqualTo(
                        JsonArray.of(
                                JsonObject.of("required", JsonArray.of("summary")),
                                JsonObject.of("required", JsonArray.of("_not_attempted"))));
        assertThat(schema.containsKey("additionalProperties")).isFalse();
    }

    @Test
    void a_restricted_catalogue_keeps_the_order_and_is_another_revision() {
        ToolCatalogue some = catalogue.only(List.of("extract_closing", "extract_people"));

        assertThat(some.byName()).containsOnlyKeys("extract_people", "extract_closing");
        assertThat(some.canonical()).isNotEqualTo(catalogue.canonical());
        assertThatThrownBy(() -> catalogue.only(List.of("extract_poeple")))
                .hasMessageContaining("no tool 'extract_poeple'");
    }

    private List<Long> pauses(ErrorClass errorClass) {
        RetryRule rule = catalogue.retry(errorClass);
        return IntStream.rangeClosed(1, rule.retries())
                .mapToObj(retry -> rule.pauseBefore(retry).toMillis())
                .toList();
    }
}
