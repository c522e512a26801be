package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TestLettersTest {
    @Test
    void letters_have_exactly_the_size_that_is_asked_for() {
        TestLetters letters = new TestLetters(1, 2_500);

        assertThat(letters.text(0).getBytes(StandardCharsets.UTF_8)).hasSize(2_500);
        assertThat(letters.text(99).getBytes(StandardCharsets.UTF_8)).hasSize(2_500);
    }

    @Test
    void the_same_seed_gives_the_same_letters_and_another_one_others() {
        assertThat(new TestLetters(1, 900).text(5)).isEqualTo(new TestLetters(1, 900).text(5));
        assertThat(new TestLetters(1, 900).text(5)).isNotEqualTo(new TestLetters(2, 900).text(5));
        assertThat(new TestLetters(1, 900).text(5)).isNotEqualTo(new TestLetters(1, 900).text(6));
    }
}
