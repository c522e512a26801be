package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EchoesTest {
    private static final Map<String, String> TEXTS = Map.of("1", "first", "2", "second");

    @Test
    void answers_that_are_where_they_belong_are_right() {
        assertThat(
                        Echoes.wrong(
                                List.of(
                                        letter("1", "people", "dates", "first"),
                                        letter("2", "people", "dates", "second")),
                                TEXTS))
                .isZero();
    }

    @Test
    void an_answer_for_another_letter_is_seen() {
        assertThat(
                        Echoes.wrong(
                                List.of(
                                        letter("1", "people", "dates", "first"),
                                        letter("2", "people", "dates", "first")),
                                TEXTS))
                .isEqualTo(2);
    }

    @Test
    void an_answer_of_another_tool_is_seen() {
        assertThat(
                        Echoes.wrong(
                                List.of(
                                        letter("1", "people", "dates", "first"),
                                        letter("2", "dates", "people", "second")),
                                TEXTS))
                .isEqualTo(2);
    }

    @Test
    void an_answer_that_is_missing_is_seen_and_so_are_letters_without_any() {
        JsonObject bare = new JsonObject().put("_id", "2").put("enriched_data", new JsonObject());

        assertThat(Echoes.wrong(List.of(letter("1", "people", "dates", "first"), bare), TEXTS))
                .isEqualTo(2);
        assertThat(Echoes.wrong(List.of(bare), TEXTS)).isEqualTo(1);
    }

    private static JsonObject letter(String id, String first, String second, String text) {
        String code = Echoes.code(text);
        return new JsonObject()
                .put("_id", id)
                .put(
                        "enriched_data",
                        new JsonObject()
                                .put(
                                        "people",
                                        new JsonArray()
                                                .add(
                                                        new JsonObject()
                                                                .put(
                                                                        "name",
                                                                        first + " of " + code
                                                                                + ".")))
                                .put("date", second + " of " + code + "."));
    }
}
