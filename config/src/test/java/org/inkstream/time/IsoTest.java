package org.inkstream.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class IsoTest {
    @Property
    void a_time_is_the_text_that_java_makes_of_it(
            @ForAll @LongRange(min = -70_000_000_000L, max = 260_000_000_000L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        for (int unit : List.of(1, 1_000, 1_000_000, 1_000_000_000)) {
            Instant time = Instant.ofEpochSecond(seconds, nanos / unit * (long) unit);

            assertThat(Iso.text(time)).isEqualTo(time.toString());
        }
    }

    @Test
    void years_of_other_than_four_digits_are_the_same_too() {
        for (Instant time : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
            assertThat(Iso.text(time)).isEqualTo(time.toString());
        }
    }
}
