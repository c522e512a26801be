package org.inkstream.agents.modeltools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuoteLocatorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the ship  lies in the har-\\nbour of Leith | ship lies in | ship  lies in",
                "the ship lies in the har-\\nbour of Leith | in the harbour of | in the har-\\nbour of",
                "a well-\\nknown man | well-known man | well-\\nknown man",
                "MY DEAR SIR, | My dear Sir, | MY DEAR SIR,",
                "I re\u00AC\\n  main, Sir | remain, sir | re\u00AC\\n  main, Sir",
                "\uD83D\uDE08 Mrs. Brown | Mrs. Brown | Mrs. Brown",
            })
    void a_quote_is_found_as_the_page_has_it(String page, String quote, String found) {
        String text = page.replace("\\n", "\n");

        assertThat(find(text, quote)).contains(found.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I have sold the cotton | I have not sold the cotton",
                "Mrs. Brown | Mrs. Browne",
                "the harbour | the har bour",
                "well-known | wellknown",
                "4th March 1819 | 4th March 1891",
            })
    void what_does_not_stand_there_is_not_found(String text, String quote) {
        assertThat(find(text, quote)).isEmpty();
    }

    @Test
    void a_blank_quote_is_nowhere() {
        assertThat(find("Dear Sir", " \n")).isEmpty();
    }

    @Test
    void offsets_are_code_points() {
        LetterText letter = LetterText.of("\uD83D\uDE08\uD83D\uDE08 Mrs.\nBrown");

        Optional<Span> span = new QuoteLocator(letter).find("mrs. brown");

        assertThat(span).contains(new Span(3, 13));
    }

    @Property
    void every_part_of_a_letter_is_found_however_its_lines_and_case_are_changed(
            @ForAll String text, @ForAll @IntRange(max = 50) int start) {
        String letter = "x" + text + "y";
        int from = Math.min(start, letter.length() - 1);
        String part = letter.substring(from);
        String spread = part.replace(" ", " \n ");

        // What is found may be an earlier place, but it always is the same words of the letter.
        find(letter, spread)
                .ifPresent(
                        found ->
                                assertThat(FoldedText.of(found, FoldedText.Hyphens.JOIN).text())
                                        .isEqualTo(
                                                FoldedText.of(part, FoldedText.Hyphens.JOIN)
                                                        .text()));
        if (!Character.isLowSurrogate(part.charAt(0))) {
            assertThat(find(letter, part)).isPresent();
        }
    }

    private static Optional<String> find(String text, String quote) {
        LetterText letter = LetterText.of(text);
        return new QuoteLocator(letter).find(quote).map(letter::quote);
    }
}
