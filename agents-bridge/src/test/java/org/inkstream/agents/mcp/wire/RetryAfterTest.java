package org.inkstream.agents.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | 0",
                "'' | 0",
                "0 | 0",
                " 12 | 12",
                "99999999999999999999 | 999999999",
                "Thu, 01 Jan 2026 00:01:30 GMT | 90",
                "Wed, 31 Dec 2025 23:59:00 GMT | 0",
                "-5 | 0",
                "1.5 | 0",
                "soon | 0"
            })
    void seconds_and_dates_are_read_and_anything_else_is_no_wait(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).hasSeconds(seconds);
    }
}
