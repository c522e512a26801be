package org.inkstream.loadtest.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries, and reasons for those without data. */
class AnswersTest {
    private static final Query PANEL = new Query("a panel", "rate(a[5m])", false);
    private static final Query ALERT = new Query("an alert", "b > 1 unless on () (c == 0)", true);
    private static final String OPEN = "b > bool 1 and on () (c == bool 0)";

    @Test
    void a_silent_alert_is_asked_for_what_it_would_compare() {
        assertThat(ALERT.open()).isEqualTo(OPEN);
        assertThat(new Query("", "sum(a{x!=\"b\",y=~\"c>d\"}) >= 10 and e < 2", true).open())
                .isEqualTo("sum(a{x!=\"b\",y=~\"c>d\"}) >= bool 10 and e < bool 2");
    }

    @Test
    void what_has_no_data_needs_a_reason_and_a_reason_needs_no_data() {
        Map<String, Integer> data = Map.of(PANEL.text(), 2, OPEN, 1);

        Answers all = answers(Map.of("a panel", "never", "gone", "never"), data);
        Answers none = answers(Map.of("an alert", "not here"), Map.of());

        assertThat(all.asWritten()).isEqualTo(1);
        assertThat(all.unexplained()).isEmpty();
        assertThat(all.needless()).containsExactly("a panel", "gone");
        assertThat(none.unexplained()).containsExactly("a panel");
        assertThat(none.needless()).isEmpty();
    }

    @Test
    void no_reason_excuses_a_query_that_is_refused() {
        Answers refused =
                Answers.of(
                        List.of(PANEL),
                        new Answers.Reasons(Map.of("a panel", "some reason"), Map.of()),
                        query -> {
                            throw new IllegalStateException("parse error");
                        });

        assertThat(refused.unexplained()).containsExactly("a panel, which is refused");
    }

    @Test
    void every_reason_is_for_one_query_that_exists() {
        List<Query> queries = Query.all(Checkout.around(Path.of("")).orElseThrow().docker());
        Answers.Reasons reasons = Answers.Reasons.packaged();

        List<String> excused =
                queries.stream()
                        .map(Query::where)
                        .filter(
                                where ->
                                        reasons.never().containsKey(where)
                                                || reasons.perhaps().containsKey(where))
                        .toList();

        assertThat(queries).hasSizeGreaterThan(100);
        assertThat(excused)
                .doesNotHaveDuplicates()
                .hasSize(reasons.never().size() + reasons.perhaps().size());
    }

    @Test
    void what_may_have_data_is_excused_and_never_needless() {
        Answers.Reasons perhaps = new Answers.Reasons(Map.of(), Map.of("a panel", "if it happens"));

        Answers without = Answers.of(List.of(PANEL), perhaps, query -> 0);
        Answers with = Answers.of(List.of(PANEL), perhaps, query -> 1);

        assertThat(without.unexplained()).isEmpty();
        assertThat(with.needless()).isEmpty();
    }

    private static Answers answers(Map<String, String> never, Map<String, Integer> data) {
        return Answers.of(
                List.of(PANEL, ALERT),
                new Answers.Reasons(never, Map.of()),
                query -> data.getOrDefault(query, 0));
    }
}
