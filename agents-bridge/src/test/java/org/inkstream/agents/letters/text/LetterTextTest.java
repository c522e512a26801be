package org.inkstream.agents.letters.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LetterTextTest {
    @Test
    void an_emoji_counts_as_one_code_point_and_the_quote_is_the_same_slice() {
        LetterText letter = LetterText.of("😀😀 नमस्ते Anna 😀 ende");
        int anna = letter.text().indexOf("Anna");

        Span span = letter.span(anna, anna + 4);

        assertThat(span).isEqualTo(new Span(10, 14));
        assertThat(letter.quote(span)).isEqualTo("Anna");
    }

    @Test
    void windows_line_ends_and_page_breaks_end_lines() {
        LetterText letter = LetterText.of("one\r\ntwo\rthree\ffour\n");

        assertThat(letter.lines())
                .extracting(Line::text)
                .containsExactly("one", "two", "three", "four", "");
        assertThat(letter.lines()).extracting(Line::page).containsExactly(0, 0, 0, 1, 1);
        assertThat(letter.pages()).isEqualTo(2);
    }

    @Test
    void an_empty_letter_has_one_empty_line() {
        LetterText letter = LetterText.of("");

        assertThat(letter.lines()).hasSize(1);
        assertThat(letter.clean().text()).isEmpty();
    }

    @Test
    void a_span_beyond_the_text_is_refused() {
        LetterText letter = LetterText.of("short");

        assertThatThrownBy(() -> letter.span(2, 9)).hasMessageContaining("5 chars");
        assertThatThrownBy(() -> letter.quote(new Span(0, 6))).hasMessageContaining("5 code");
    }

    @Property
    void every_code_point_offset_goes_to_a_char_offset_and_back(@ForAll String text) {
        LetterText letter = LetterText.of(text);

        for (int i = 0; i <= letter.length(); i++) {
            int charOffset = letter.charOffset(i);
            assertThat(text.codePointCount(0, charOffset)).isEqualTo(i);
            assertThat(letter.span(0, charOffset).end()).isEqualTo(i);
        }
    }

    @Property
    void every_line_stands_where_it_says(@ForAll String text) {
        LetterText letter = LetterText.of(text);

        for (Line line : letter.lines()) {
            assertThat(text.substring(line.charStart(), line.charEnd())).isEqualTo(line.text());
        }
    }
}
