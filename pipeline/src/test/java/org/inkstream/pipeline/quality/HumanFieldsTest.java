package org.inkstream.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.NOON;
import static org.inkstream.pipeline.document.Letters.aLetter;
import static org.inkstream.pipeline.document.Letters.aRun;
import static org.inkstream.pipeline.document.Letters.answered;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.QualitySettings;
import org.inkstream.letter.LetterSchema;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.StepResult;
import org.junit.jupiter.api.Test;

class HumanFieldsTest {
    private static final String SALUTATION = "content.salutation";

    private static final JsonObject SAID =
            new JsonObject()
                    .put("path", SALUTATION)
                    .put("state", "human")
                    .put("origin", "human")
                    .put("reviewer", "anna")
                    .put(
                            "evidence",
                            new JsonArray()
                                    .add(
                                            new JsonObject()
                                                    .put("start", 32)
                                                    .put("end", 42)
                                                    .put("quote", "My dear Mr")));

    private static final StepResult TOOL =
            answered(
                    "extract_salutation",
                    new JsonObject().put("salutation", "My dear Mrs. Brown,"));

    private final Assessor assessor =
            Assessor.of(
                    LetterSchema.packaged(), ToolCatalogue.packaged(), new QualitySettings(0.5, 0));

    @Test
    void what_a_person_said_stands_whatever_a_tool_finds_later() {
        HumanFields human = HumanFields.of(letter(SAID, "My dear Mr"));

        Enrichment healed = assessor.assess(aRun(aLetter()), List.of(TOOL), human, NOON);

        assertThat(healed.fields())
                .filteredOn(field -> field.path().equals(SALUTATION))
                .singleElement()
                .satisfies(
                        field -> {
                            assertThat(field.state()).isEqualTo(FieldState.HUMAN);
                            assertThat(field.value()).isEqualTo("My dear Mr");
                        });
    }

    @Test
    void it_is_stored_again_as_it_stood_with_everything_that_was_noted_about_it() {
        HumanFields human = HumanFields.of(letter(SAID, "My dear Mr"));
        JsonObject stored = assessor.assess(aRun(aLetter()), List.of(TOOL), human, NOON).toStored();

        human.restoreIn(stored);

        assertThat(stored.getJsonArray("fields")).contains(SAID);
        assertThat(HumanFields.of(stored)).isEqualTo(human);
    }

    @Test
    void a_person_may_say_that_the_letter_has_none() {
        JsonObject none =
                new JsonObject()
                        .put("path", SALUTATION)
                        .put("state", "absent")
                        .put("origin", "human");

        Field field = HumanFields.of(letter(none, null)).fields().get(SALUTATION);

        assertThat(field.state()).isEqualTo(FieldState.ABSENT);
        assertThat(field.hasValue()).isFalse();
    }

    @Test
    void what_tools_found_is_nobodys_word() {
        JsonObject stored = assessor.assess(aRun(aLetter()), List.of(TOOL), NOON).toStored();

        assertThat(HumanFields.of(stored)).isEqualTo(HumanFields.NONE);
        assertThat(HumanFields.of(new JsonObject())).isEqualTo(HumanFields.NONE);
    }

    private static JsonObject letter(JsonObject said, String salutation) {
        JsonObject content = new JsonObject();
        if (salutation != null) {
            content.put("salutation", salutation);
        }
        return new JsonObject()
                .put("fields", new JsonArray().add(said))
                .put("enriched_data", new JsonObject().put("content", content));
    }
}
