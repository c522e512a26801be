package org.inkstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisspellingTest {
    @ParameterizedTest
    @CsvSource({"run,run,0", "rnu,run,1", "rn,run,1", "runs,run,1", "status,stats,1", "'',run,3"})
    void edits_are_counted_as_a_typist_makes_them(String from, String to, int expected) {
        assertThat(Misspelling.edits(from, to)).isEqualTo(expected);
        assertThat(Misspelling.edits(to, from)).isEqualTo(expected);
    }

    @Test
    void the_nearest_name_comes_first_and_strangers_do_not_come_at_all() {
        List<String> names = List.of("worker", "enrich", "export", "run");

        assertThat(Misspelling.candidates("enrihc", names)).containsExactly("enrich");
        assertThat(Misspelling.candidates("work", names)).containsExactly("worker");
        assertThat(Misspelling.candidates("xyzzy", names)).isEmpty();
    }
}
