package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptTest {
    @Test
    void a_token_of_a_text_is_four_characters() {
        assertThat(Prompt.ofText("abcde").tokens()).isEqualTo(2);
        assertThat(Prompt.ofText("a".repeat(1_001)).tokens()).isEqualTo(251);
        assertThat(Prompt.ofText("").tokens()).isZero();
    }

    @Test
    void texts_share_their_blocks_up_to_the_first_difference() {
        String letter = "Dear Anna, ".repeat(100);

        int common = Prompt.ofText(letter + "list people").common(Prompt.ofText(letter + "date"));

        assertThat(common).isEqualTo(letter.length() / 64 * 16);
    }

    @Test
    void a_block_says_everything_before_it() {
        long[] one = Ends.prompt(1, 40, 2, 40).blocks();
        long[] other = Ends.prompt(1, 40, 3, 40).blocks();
        long[] foreign = Ends.prompt(9, 40, 2, 40).blocks();

        assertThat(one).hasSize(5);
        assertThat(other[0]).isEqualTo(one[0]);
        assertThat(other[1]).isEqualTo(one[1]);
        assertThat(other[2]).as("it reaches into the second part").isNotEqualTo(one[2]);
        assertThat(foreign).doesNotContain(one[3], one[4]);
    }
}
