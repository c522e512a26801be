package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final int WINDOW = 50;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final VirtualTimers timers = new VirtualTimers();
    private final Backoff backoff = new Backoff(timers, new Random(1), () -> {});

    @Test
    void the_whole_window_is_open_until_somebody_struggles() {
        backoff.recover();

        assertThat(backoff.allowed(WINDOW)).isEqualTo(WINDOW);
        assertThat(backoff.active()).isFalse();
    }

    @Test
    void a_struggle_closes_the_window_and_a_single_probe_comes_after_the_pause() {
        backoff.struggle();
        int during = backoff.allowed(WINDOW);
        timers.advance(Duration.ofSeconds(1));

        assertThat(during).isZero();
        assertThat(backoff.allowed(WINDOW)).isEqualTo(1);
        assertThat(backoff.allowed(0)).isZero();
        assertThat(backoff.active()).isTrue();
    }

    @Test
    void what_is_said_during_a_pause_tells_of_messages_from_before_and_is_not_heard() {
        for (int message = 0; message < WINDOW; message++) {
            backoff.struggle();
        }
        backoff.recover();
        timers.advance(Duration.ofSeconds(1));

        assertThat(backoff.allowed(WINDOW)).isEqualTo(1);
    }

    @Property
    void each_struggle_takes_one_recovery_to_get_over_and_no_less(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int struggles) {
        VirtualTimers time = new VirtualTimers();
        Backoff climbing = new Backoff(time, new Random(seed), () -> {});
        for (int said = 0; said < struggles; said++) {
            climbing.struggle();
            time.advance(LONGEST);
        }

        for (int said = 1; said < struggles; said++) {
            climbing.recover();
            assertThat(climbing.allowed(WINDOW)).isZero();
            time.advance(LONGEST);
            assertThat(climbing.allowed(WINDOW)).isEqualTo(1);
        }
        climbing.recover();

        assertThat(climbing.allowed(WINDOW)).isEqualTo(WINDOW);
        assertThat(time.pending()).isZero();
    }

    @Test
    void however_long_the_struggle_a_probe_comes_every_two_minutes_and_the_way_back_is_short() {
        for (int said = 0; said < 1000; said++) {
            backoff.struggle();
            timers.advance(LONGEST);
            assertThat(backoff.allowed(WINDOW)).isEqualTo(1);
        }
        for (int said = 0; said < 8; said++) {
            backoff.recover();
            timers.advance(LONGEST);
        }

        assertThat(backoff.active()).isFalse();
    }

    @Test
    void nothing_happens_after_it_was_stopped() {
        backoff.struggle();
        backoff.stop();

        assertThat(timers.pending()).isZero();
    }
}
