package org.inkstream.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.inkstream.letter.FieldSpec.Importance;
import org.inkstream.yaml.InvalidFile;
import org.inkstream.yaml.YamlText;
import org.junit.jupiter.api.Test;

class LetterSchemaTest {
    private final LetterSchema schema = LetterSchema.packaged();

    @Test
    void there_are_62_leaf_fields_and_18_paths_that_the_older_system_counted() {
        assertThat(schema.byPath()).hasSize(62);
        assertThat(schema.seedRequired()).hasSize(18).doesNotHaveDuplicates();
    }

    @Test
    void a_letter_without_sender_recipient_date_type_or_language_goes_to_review() {
        assertThat(schema.byPath().values())
                .filteredOn(field -> field.importance() == Importance.REQUIRED)
                .extracting(FieldSpec::path)
                .containsExactlyInAnyOrder(
                        "metadata.document_type",
                        "document.date.creation_date",
                        "document.languages[]",
                        "document.correspondence.sender.name",
                        "document.correspondence.recipient.name");
    }

    @Test
    void no_field_is_also_a_container_of_another() {
        for (String path : schema.byPath().keySet()) {
            assertThat(schema.byPath().keySet()).noneMatch(other -> other.startsWith(path + "."));
        }
    }

    @Test
    void system_fields_are_never_required() {
        assertThat(schema.byPath().values())
                .filteredOn(FieldSpec::system)
                .hasSize(12)
                .allMatch(field -> field.importance() == Importance.OPTIONAL);
    }

    @Test
    void every_problem_of_a_schema_file_is_reported() {
        String yaml =
                """
                version: "1"
                fields:
                  content.summary: {type: string, weight: -1, importance: importantt}
                  content.body: {weight: 1, colour: blue}
                seedRequired: [content, letter]
                """;

        assertThatThrownBy(() -> LetterSchemaFile.load("s.yaml", YamlText.parse("s.yaml", yaml)))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContainingAll(
                        "s.yaml",
                        "fields.content.summary: weight must be there and not negative",
                        "fields.content.summary.importance: must be one of",
                        "fields.content.body.type: is missing",
                        "fields.content.body.colour: is not a known key",
                        "seedRequired: there is no field 'letter'");
    }
}
