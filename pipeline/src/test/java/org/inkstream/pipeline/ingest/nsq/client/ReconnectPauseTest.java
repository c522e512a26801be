package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReconnectPauseTest {
    @Property
    void the_pause_doubles_up_to_a_minute_and_is_shortened_by_at_most_half(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int failures) {
        ReconnectPause pause = new ReconnectPause(new Random(seed));
        Duration last = Duration.ZERO;
        for (int failure = 0; failure < failures; failure++) {
            last = pause.next(Duration.ZERO);
        }

        Duration most = Duration.ofSeconds(Math.min(60, 1L << Math.min(10, failures - 1)));
        assertThat(last).isBetween(most.dividedBy(2), most);
    }

    @Property
    void a_network_that_flaps_costs_at_most_eight_seconds_each_time(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9_999) int lived,
            @ForAll @IntRange(min = 0, max = 100) int failures) {
        ReconnectPause pause = new ReconnectPause(new Random(seed));
        for (int failure = 0; failure < failures; failure++) {
            pause.next(Duration.ZERO);
        }

        for (int time = 0; time < 50; time++) {
            assertThat(pause.next(Duration.ofMillis(lived)))
                    .isLessThanOrEqualTo(ReconnectPause.AFTER_GREETING);
        }
        assertThat(pause.next(Duration.ofMillis(lived))).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void a_connection_that_lasted_makes_good_for_earlier_failures() {
        ReconnectPause pause = new ReconnectPause(new Random(1));
        for (int failure = 0; failure < 10; failure++) {
            pause.next(Duration.ZERO);
        }

        assertThat(pause.next(ReconnectPause.GOOD_LIFE)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_host_that_was_reached_and_is_gone_again_is_left_alone_ever_longer() {
        ReconnectPause pause = new ReconnectPause(new Random(1));
        for (int time = 0; time < 10; time++) {
            pause.next(Duration.ofSeconds(1));
        }
        for (int failure = 0; failure < 3; failure++) {
            pause.next(Duration.ZERO);
        }

        assertThat(pause.next(Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }
}
