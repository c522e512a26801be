package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final VirtualTimers timers = new VirtualTimers();
    private final Deque<Future<?>> answers = new ArrayDeque<>();
    private final Lookout lookout = new Lookout("a test", timers, EVERY, this::look);
    private int looks;

    private Future<?> look() {
        looks++;
        return answers.isEmpty() ? Future.succeededFuture() : answers.remove();
    }

    @AfterEach
    void no_timer_stays_behind() {
        lookout.stop();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void it_looks_again_and_again() {
        lookout.start(Duration.ofSeconds(10));

        timers.advance(Duration.ofSeconds(71));

        assertThat(looks).isEqualTo(3);
    }

    @Test
    void a_look_that_takes_long_is_rarely_repeated() {
        Promise<Void> slow = Promise.promise();
        answers.add(slow.future());
        lookout.start(Duration.ZERO);
        timers.advance(Duration.ofSeconds(5));
        slow.complete();

        timers.advance(Duration.ofSeconds(99));
        assertThat(looks).isEqualTo(1);

        timers.advance(Duration.ofSeconds(2));
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void whoever_never_answers_is_asked_again() {
        answers.add(Promise.promise().future());
        lookout.start(Duration.ZERO);

        timers.advance(Lookout.LIMIT.multipliedBy(21).plusSeconds(1));

        assertThat(looks).isEqualTo(2);
    }

    @Test
    void a_look_that_fails_is_repeated() {
        answers.add(Future.failedFuture("away"));
        lookout.start(Duration.ZERO);

        timers.advance(EVERY.plusSeconds(1));

        assertThat(looks).isEqualTo(2);
    }
}
