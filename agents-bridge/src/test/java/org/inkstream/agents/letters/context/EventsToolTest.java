package org.inkstream.agents.letters.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.inkstream.agents.letters.StandingQuotes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsToolTest {
    private final EventsTool tool = new EventsTool();

    @Test
    void an_occasion_with_its_full_date_behind_it_is_an_event() {
        String text =
                "at the Marriage of their Daughter\non Wednesday, the 3rd of September, 1879,";

        JsonObject result = tool.call(new JsonObject().put("text", text));

        assertThat(result.getJsonArray("events").getJsonObject(0))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"name": "Marriage", "date": "1879-09-03", "participants": [],
                                 "confidence": 0.6}
                                """));
        StandingQuotes.assertIn(text, result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the meeting was dull",
                "the meeting on the 3rd",
                "on the 3rd of September 1879 there was a meeting",
                "a ball was lost in the garden; and then, many pages and a great many words later,"
                        + " with nothing at all to do with it, and after we had long forgotten it,"
                        + " came the 3rd of September 1879"
            })
    void anything_less_is_not_attempted(String text) {
        assertThat(tool.call(new JsonObject().put("text", text)).fieldNames())
                .containsExactly("_not_attempted");
    }
}
