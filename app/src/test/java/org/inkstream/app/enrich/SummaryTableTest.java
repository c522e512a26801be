package org.inkstream.app.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTableTest {
    private static final LetterRow ANNA =
            new LetterRow(
                    "1811-sister",
                    "letter",
                    "Anna Maria Wilhelmina van der Hooghe-Featherstonehaugh of Lisburn",
                    "",
                    "1811-03-02",
                    0.7249,
                    "needs_review",
                    new JsonArray());
    private static final LetterRow HINDI =
            new LetterRow(
                    "1937-prayag",
                    "letter",
                    "रामकृष्ण",
                    "श्याम",
                    "1937",
                    0.9,
                    "publish",
                    new JsonArray());

    @Test
    void each_letter_has_one_line_and_the_totals_follow() {
        Summary summary =
                new Summary(
                        List.of(ANNA, HINDI),
                        1,
                        List.of(new Refusal("bad.txt", "is empty")),
                        0,
                        Duration.ofMillis(2345));

        List<String> lines = SummaryTable.render(summary, 100).lines().toList();

        assertThat(lines.get(0)).startsWith("document").contains("score  verdict");
        assertThat(lines.get(1)).contains("0.72   needs review").contains("…").contains(" -  ");
        assertThat(lines.get(2)).contains("रामकृष्ण").contains("0.90   publish");
        assertThat(lines.get(4))
                .isEqualTo(
                        "2 of 3 enriched (1 by an earlier run): 1 to publish, 1 to review; 1 failed;"
                                + " mean score 0.81; 2.3 s");
        assertThat(lines.get(5)).isEqualTo("failed: bad.txt - is empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {78, 100, 140})
    void no_line_of_the_table_is_wider_than_the_terminal(int width) {
        Summary summary = new Summary(List.of(ANNA, HINDI), 0, List.of(), 0, Duration.ZERO);

        assertThat(SummaryTable.render(summary, width).lines().limit(3))
                .allMatch(line -> Columns.width(line) <= width);
    }

    @Test
    void a_command_that_was_stopped_says_how_it_goes_on() {
        Summary summary = new Summary(List.of(), 0, List.of(), 4, Duration.ZERO);

        assertThat(SummaryTable.render(summary, 80))
                .contains("4 unfinished")
                .contains("the same command continues");
    }

    @Test
    void combining_marks_take_no_room_and_wide_signs_take_two() {
        assertThat(Columns.width("Zu\u0308rich")).isEqualTo(6);
        assertThat(Columns.width("東京")).isEqualTo(4);
        assertThat(Columns.fit("東京都", 4)).isEqualTo("東… ");
        assertThat(Columns.fit("two\nlines", 12)).isEqualTo("two lines   ");
    }
}
