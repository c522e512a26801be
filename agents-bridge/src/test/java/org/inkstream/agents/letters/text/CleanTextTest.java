package org.inkstream.agents.letters.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CleanTextTest {
    @Test
    void words_that_a_line_end_split_are_joined() {
        assertThat(clean("my satis-\nfaction at your apolo\n=gies, and the inva\n-lids"))
                .isEqualTo("my satisfaction at your apologies, and the invalids");
    }

    @Test
    void a_compound_before_a_capital_keeps_its_hyphen() {
        assertThat(clean("the Anglo-\nSaxon")).isEqualTo("the Anglo- Saxon");
    }

    @Test
    void an_empty_line_ends_a_paragraph_unless_the_sentence_goes_on() {
        assertThat(clean("One.\n\nTwo and\n\nthe rest.")).isEqualTo("One.\n\nTwo and the rest.");
    }

    @Test
    void page_numbers_noise_and_repeated_heads_are_left_out() {
        String letter =
                "THE MILL CO. Leeds\nDear Sir,\nwe have\n- 1 -\fTHE MILL CO. Leeds\nsent it.\n~ . ~\nPage 2";

        assertThat(clean(letter)).isEqualTo("THE MILL CO. Leeds Dear Sir, we have sent it.");
    }

    @Test
    void a_joined_word_leads_back_to_both_its_halves() {
        LetterText letter = LetterText.of("😀 great satis-\nfaction");
        CleanText clean = letter.clean();
        int start = clean.text().indexOf("satisfaction");

        Span original = clean.original(start, start + "satisfaction".length());

        assertThat(letter.quote(original)).isEqualTo("satis-\nfaction");
    }

    @Property
    void every_letter_of_the_clean_text_is_the_one_it_leads_back_to(@ForAll String text) {
        LetterText letter = LetterText.of(text);
        CleanText clean = letter.clean();

        for (int i = 0; i < clean.text().length(); i++) {
            char c = clean.text().charAt(i);
            if (!Character.isWhitespace(c) && !Character.isSurrogate(c)) {
                assertThat(letter.quote(clean.original(i, i + 1))).isEqualTo(String.valueOf(c));
            }
        }
    }

    private static String clean(String text) {
        return LetterText.of(text).clean().text();
    }
}
