package org.inkstream.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.TEXT;
import static org.inkstream.pipeline.document.Letters.aLetter;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.junit.jupiter.api.Test;

class PackagedPlanTest {
    private final ToolCatalogue catalogue = ToolCatalogue.packaged();
    private final Plan plan = Plan.of(catalogue);

    @Test
    void what_needs_only_the_letter_starts_at_once() {
        assertThat(plan.ready(Set.of(), Set.of()))
                .extracting(Tool::name)
                .contains("extract_document_type", "extract_people", "parse_correspondence")
                .doesNotContain(
                        "generate_relationships",
                        "generate_summary",
                        "classify_subjects",
                        "research_historical_context",
                        "assess_significance",
                        "generate_biographies");
    }

    @Test
    void with_nothing_but_a_text_every_argument_that_is_sent_is_allowed() {
        for (Tool tool : plan.tools()) {
            JsonObject sent =
                    plan.prepare(tool, aLetter(), Map.of())
                            .match(
                                    Preparation.Callable::arguments,
                                    notPossible -> new JsonObject());

            assertThat(tool.inputSchema().getJsonObject("properties").fieldNames())
                    .as(tool.name())
                    .containsAll(sent.fieldNames());
            assertThat(sent.getString("text", TEXT)).isEqualTo(TEXT);
        }
    }
}
