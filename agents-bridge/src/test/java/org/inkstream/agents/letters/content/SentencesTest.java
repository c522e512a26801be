package org.inkstream.agents.letters.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    He came. She went.                                    | He came. / She went.
                    I saw Mr. Gray and Capt. Brown at St. Ives. It rained. | I saw Mr. Gray and Capt. Brown at St. Ives. / It rained.
                    Am 22. bin ich mit Dr. Braun in Jena. Komm auch!      | Am 22. bin ich mit Dr. Braun in Jena. / Komm auch!
                    It cost 3.50 in all. Dear?                            | It cost 3.50 in all. / Dear?
                    पत्र मिला। सब ठीक है ।                                 | पत्र मिला। / सब ठीक है ।
                    he said nothing. and then he left                     | he said nothing. and then he left
                    """)
    void a_full_stop_ends_a_sentence_only_where_one_ends(String text, String sentences) {
        assertThat(cut(text)).containsExactly(sentences.split(" / "));
    }

    @Property
    void sentences_stand_in_order_and_begin_and_end_with_something(@ForAll String text) {
        int last = 0;
        for (Sentences.Sentence sentence : Sentences.in(text)) {
            assertThat(sentence.start()).isGreaterThanOrEqualTo(last);
            assertThat(text.substring(sentence.start(), sentence.end()).strip()).isNotEmpty();
            last = sentence.end();
        }
    }

    private static List<String> cut(String text) {
        return Sentences.in(text).stream()
                .map(sentence -> text.substring(sentence.start(), sentence.end()))
                .toList();
    }
}
