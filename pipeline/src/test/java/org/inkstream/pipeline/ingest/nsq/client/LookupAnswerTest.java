package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupAnswerTest {
    private static final String PRODUCERS =
            """
            {"channels": [], "producers": [
              {"broadcast_address": "one", "tcp_port": 4150, "http_port": 4151},
              {"broadcast_address": "two", "tcp_port": 4152}]}""";

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"status_code\": 200, \"data\": %s}"})
    void producers_are_found_in_answers_of_old_and_new_servers(String shape) {
        assertThat(LookupAnswer.read(Buffer.buffer(String.format(shape, PRODUCERS))))
                .containsExactly(new NsqdAddress("one", 4150), new NsqdAddress("two", 4152));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"broadcast_address\": \"\", \"tcp_port\": 4150}",
                "{\"broadcast_address\": \"three\", \"tcp_port\": 0}",
                "{\"broadcast_address\": \"three\", \"tcp_port\": 65536}",
                "{\"broadcast_address\": \"three\", \"tcp_port\": \"4150\"}",
                "{\"broadcast_address\": 3, \"tcp_port\": 4150}",
                "null",
                "17"
            })
    void a_producer_that_was_set_up_badly_hides_no_other(String bad) {
        String producers = bad + ", {\"broadcast_address\": \"a\", \"tcp_port\": 1}";

        assertThat(LookupAnswer.read(Buffer.buffer("{\"producers\": [" + producers + "]}")))
                .containsExactly(new NsqdAddress("a", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "17",
                "null",
                "{}",
                "{\"producers\": {}}",
                "{\"data\": {}}",
                "{\"producers\": [",
                "{\"message\": \"INTERNAL_ERROR\"}"
            })
    void what_is_no_answer_is_refused(String nonsense) {
        assertThatThrownBy(() -> LookupAnswer.read(Buffer.buffer(nonsense)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_answer_with_thousands_of_producers_is_a_lie() {
        String many = "{\"broadcast_address\": \"a\", \"tcp_port\": 1},".repeat(1000) + "{}";

        assertThatThrownBy(
                        () -> LookupAnswer.read(Buffer.buffer("{\"producers\": [" + many + "]}")))
                .hasMessageContaining("1000");
    }

    @Test
    void a_tower_of_brackets_is_refused_like_any_other_nonsense() {
        String tower = "{\"producers\":" + "[".repeat(200_000);

        assertThatThrownBy(() -> LookupAnswer.read(Buffer.buffer(tower)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void whatever_bytes_come_are_read_or_refused(@ForAll byte[] bytes) {
        try {
            LookupAnswer.read(Buffer.buffer(bytes));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("answer");
        }
    }
}
