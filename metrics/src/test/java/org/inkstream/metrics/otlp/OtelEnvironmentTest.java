package org.inkstream.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OtelEnvironmentTest {
    @Test
    void an_environment_that_says_nothing_sends_no_headers_and_the_widely_read_names() {
        assertThat(OtelEnvironment.of(Map.of())).isEqualTo(new OtelEnvironment(Map.of(), false));
    }

    @Test
    void headers_are_percent_encoded_and_a_plus_is_a_plus() {
        assertThat(headers("a = b%2Cc , key=x+y==").headers())
                .isEqualTo(Map.of("a", "b,c", "key", "x+y=="));
    }

    @Test
    void headers_that_cannot_be_read_are_refused_without_being_shown() {
        assertThatThrownBy(() -> headers("secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> headers("key=secret%zz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void what_is_printed_shows_no_secret() {
        assertThat(headers("key=secret").toString()).contains("key").doesNotContain("secret");
    }

    private static OtelEnvironment headers(String headers) {
        return OtelEnvironment.of(Map.of(OtelEnvironment.HEADERS, headers));
    }
}
