package org.inkstream.agents.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private final LetterText letter = LetterText.of("😀 To Mrs. Brown and Mr. Gray");

    @Test
    void a_quote_is_cut_from_the_text_at_its_code_points() {
        JsonObject result =
                new Evidence(letter)
                        .atItem("people", 0, new Span(5, 15))
                        .atItem("people", 1, new Span(20, 28))
                        .into(new JsonObject());

        assertThat(result)
                .isEqualTo(
                        new JsonObject(
                                """
                                {"_evidence": {"people": [
                                  {"start": 5, "end": 15, "quote": "Mrs. Brown", "item": 0},
                                  {"start": 20, "end": 28, "quote": "Mr. Gray", "item": 1}]}}
                                """));
    }

    @Test
    void nothing_read_leaves_no_evidence_member() {
        assertThat(new Evidence(letter).into(new JsonObject()).fieldNames()).isEmpty();
    }

    @Test
    void an_empty_quote_is_refused() {
        Evidence evidence = new Evidence(letter);

        assertThatThrownBy(() -> evidence.at("salutation", new Span(3, 3)))
                .hasMessageContaining("salutation");
    }
}
