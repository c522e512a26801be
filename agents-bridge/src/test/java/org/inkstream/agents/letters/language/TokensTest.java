package org.inkstream.agents.letters.language;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TokensTest {
    @Test
    void a_digit_between_letters_is_the_letter_it_was_misread_from() {
        assertThat(Tokens.in("ce dé1ai, 10 SERI0US 1l"))
                .extracting(Token::folded)
                .containsExactly("ce", "délai", "serious", "l");
    }

    @Test
    void vowel_signs_belong_to_their_word() {
        assertThat(Tokens.in("देवीप्रसाद त्रिपाठी।"))
                .extracting(Token::surface)
                .containsExactly("देवीप्रसाद", "त्रिपाठी");
    }

    @Property
    void every_word_stands_where_it_says(@ForAll String text) {
        assertThat(Tokens.in(text))
                .allSatisfy(
                        word ->
                                assertThat(text.substring(word.start(), word.end()))
                                        .isEqualTo(word.surface()));
    }
}
