package org.inkstream.agents.letters.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.inkstream.agents.letters.zones.LetterReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessToolTest {
    private static final String LETTER = "London, 3 May 1931\nDear Tom,\nthis is SECRET";

    private final AccessTool tool = new AccessTool(new LetterReader());

    @Test
    void without_a_policy_nothing_is_decided_however_secret_the_letter_sounds() {
        JsonObject result = decide(new JsonObject().put("date", "1931-05-03"));

        assertThat(result.fieldNames()).containsExactly("_not_attempted");
    }

    @Test
    void a_policy_without_the_letters_year_decides_nothing() {
        JsonObject policy = new JsonObject().put("open_before", 1940);

        JsonObject result =
                tool.call(
                        new JsonObject()
                                .put("text", "undated")
                                .put("metadata", new JsonObject().put("access_policy", policy)));

        assertThat(result.getString("_not_attempted")).contains("year is not known");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"open_before": 1932}                                      | public
                    {"open_before": "1931-01-01"}                              | restricted
                    {"open_before": 1931, "closed_level": "private"}           | private
                    {"person_age": 90, "as_of": "2026-06-01"}                  | public
                    {"person_age": 110, "as_of": 2026}                         | restricted
                    """)
    void the_policy_and_the_letters_year_decide(String policy, String level) {
        JsonObject metadata =
                new JsonObject()
                        .put("access_policy", new JsonObject(policy))
                        .put("date", "1931-05-03");

        JsonObject result = decide(metadata);

        assertThat(result.getString("access_level")).isEqualTo(level);
        assertThat(result.getString("reasoning")).contains("1931");
    }

    @Test
    void the_year_is_read_off_the_page_where_the_record_has_none() {
        JsonObject policy = new JsonObject().put("open_before", 1940);

        JsonObject result = decide(new JsonObject().put("access_policy", policy));

        assertThat(result.getString("access_level")).isEqualTo("public");
        assertThat(result.getString("reasoning")).contains("1931");
    }

    @Test
    void a_person_age_without_its_date_is_no_policy() {
        JsonObject metadata =
                new JsonObject().put("access_policy", new JsonObject().put("person_age", 110));

        assertThat(decide(metadata).fieldNames()).containsExactly("_not_attempted");
    }

    @Test
    void a_level_in_the_collections_record_is_taken_as_it_is() {
        JsonObject result = decide(new JsonObject().put("access_level", "private"));

        assertThat(result.getString("access_level")).isEqualTo("private");
        assertThat(result.getDouble("confidence")).isEqualTo(1.0);
    }

    @Test
    void metadata_that_is_no_object_is_named() {
        JsonObject arguments = new JsonObject().put("text", LETTER).put("metadata", "secret");

        assertThatThrownBy(() -> tool.call(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metadata");
    }

    private JsonObject decide(JsonObject metadata) {
        return tool.call(new JsonObject().put("text", LETTER).put("metadata", metadata));
    }
}
