package org.inkstream.loadtest.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Waits that are shorter, and nothing else. */
class HasteTest {
    @Test
    void what_is_waited_for_is_shorter_and_a_second_at_least() {
        Object shortened =
                new Haste(15)
                        .shortened(
                                Map.of(
                                        "global", Map.of("scrape_interval", "15s", "other", "15s"),
                                        "rules",
                                                List.of(
                                                        Map.of("for", "5m", "expr", "rate(a[5m])"),
                                                        Map.of("for", "1h30m"))));

        assertThat(shortened)
                .isEqualTo(
                        Map.of(
                                "global", Map.of("scrape_interval", "1s", "other", "15s"),
                                "rules",
                                        List.of(
                                                Map.of("for", "20s", "expr", "rate(a[5m])"),
                                                Map.of("for", "360s"))));
    }

    @Test
    void durations_are_read_whole_or_not_at_all() {
        assertThat(Haste.read("1d2h500ms"))
                .isEqualTo(Duration.ofHours(26).plus(Duration.ofMillis(500)));
        assertThatThrownBy(() -> Haste.read("5 m")).hasMessageContaining("'5 m'");
        assertThatThrownBy(() -> Haste.read("5m later")).hasMessageContaining("5m later");
        assertThatThrownBy(() -> Haste.read("")).hasMessageContaining("not a duration");
    }
}
