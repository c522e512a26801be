package org.inkstream.app.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17|0|0|0|0|0|0/17 done, 0 running, 0 failed",
                "17|4|0|8|1|2000|4/17 done, 8 running, 1 failed, 2.0/s, 6 s left",
                "17|16|0|0|1|8000|16/17 done, 0 running, 1 failed, 2.0/s",
                "9000|3000|2000|200|0|100000|3000/9000 done, 200 running, 0 failed, 10.0/s, 10 min left",
                "9000|100|0|200|0|200000|100/9000 done, 200 running, 0 failed, 0.5/s, 4 h 57 min left",
            })
    void the_line_says_how_far_how_fast_and_how_long(
            int total,
            int enriched,
            int resumed,
            int running,
            int failed,
            long millis,
            String facts) {
        Progress progress =
                new Progress(total, enriched, resumed, running, failed, Duration.ofMillis(millis));

        assertThat(ProgressBar.line(progress)).isEqualTo("enriching: " + facts);
    }

    @Test
    void the_bar_is_as_full_as_the_work_is_done_and_fits_the_terminal() {
        Progress half = new Progress(10, 4, 0, 2, 1, Duration.ZERO);

        assertThat(ProgressBar.bar(half, 80))
                .isEqualTo("[###############...............] 4/10 done, 2 running, 1 failed");
        assertThat(ProgressBar.bar(half, 50)).hasSizeLessThanOrEqualTo(50).startsWith("[#");
        assertThat(ProgressBar.bar(half, 20)).isEqualTo("4/10 done, 2 running");
    }

    @Test
    void nothing_to_do_draws_an_empty_bar() {
        assertThat(ProgressBar.bar(new Progress(0, 0, 0, 0, 0, Duration.ZERO), 80))
                .startsWith("[....");
    }
}
