package org.inkstream.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final VirtualTimers timers = new VirtualTimers();
    private final Promise<String> work = Promise.promise();

    @AfterEach
    void no_timer_outlives_a_deadline() {
        assertThat(timers.pending()).isZero();
    }

    @Test
    void work_that_ends_in_time_keeps_its_result() {
        Future<String> outcome = Deadlines.within(timers, LIMIT, work.future());
        timers.advance(LIMIT.minusNanos(1));
        work.complete("done");

        assertThat(outcome.result()).isEqualTo("done");
    }

    @Test
    void work_that_fails_in_time_keeps_its_failure() {
        IllegalStateException broken = new IllegalStateException("broken");
        Future<String> outcome = Deadlines.within(timers, LIMIT, work.future());
        work.fail(broken);

        assertThat(outcome.cause()).isSameAs(broken);
    }

    @Test
    void work_that_does_not_end_fails_at_the_limit_and_is_not_heard_later() {
        Future<String> outcome = Deadlines.within(timers, LIMIT, work.future());
        timers.advance(LIMIT);
        work.complete("too late");

        assertThat(outcome.cause())
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("PT30S");
    }

    @Test
    void work_that_has_ended_needs_no_timer() {
        work.complete("done");

        Future<String> outcome = Deadlines.within(timers, Duration.ZERO, work.future());

        assertThat(outcome.result()).isEqualTo("done");
    }

    @Test
    void a_pause_ends_when_it_is_over() {
        Future<Void> pause = Deadlines.pause(timers, LIMIT);
        timers.advance(LIMIT.minusNanos(1));
        boolean overTooEarly = pause.isComplete();
        timers.advance(Duration.ofNanos(1));

        assertThat(overTooEarly).isFalse();
        assertThat(pause.succeeded()).isTrue();
    }
}
