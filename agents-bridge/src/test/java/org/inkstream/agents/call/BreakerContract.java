package org.inkstream.agents.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.AgentsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Breaker} does. Subclasses say what waiting is. */
abstract class BreakerContract {
    static final AgentsSettings.Breaker SETTINGS =
            new AgentsSettings.Breaker(3, Duration.ofMinutes(1), Duration.ofMillis(200));

    /** The breaker under test, with {@link #SETTINGS}. */
    abstract Breaker breaker();

    /** Lets time pass until the breaker stands there; fails the test if it does not. */
    abstract void waitFor(Breaker.State state);

    /** The end of a future that needs no time to pass. */
    abstract <T> Future<T> ended(Future<T> future);

    @Test
    void it_lets_calls_through_and_hands_their_results_back() {
        Future<String> result = ended(breaker().guard(() -> Future.succeededFuture("fine")));

        assertThat(result.result()).isEqualTo("fine");
        assertThat(breaker().state()).isEqualTo(Breaker.State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorClass.class,
            names = {"TIMEOUT", "CONNECTION", "OVERLOADED", "UNKNOWN"})
    void an_agent_in_trouble_three_times_in_a_row_is_left_alone(ErrorClass errorClass) {
        failTimes(3, errorClass);
        AtomicInteger asked = new AtomicInteger();
        Future<String> refused = ended(breaker().guard(() -> counted(asked)));

        assertThat(breaker().state()).isEqualTo(Breaker.State.OPEN);
        assertThat(asked).hasValue(0);
        assertThat(refused.cause()).isInstanceOf(CallFailure.class);
        assertThat(((CallFailure) refused.cause()).errorClass()).isEqualTo(ErrorClass.CONNECTION);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorClass.class,
            names = {"INVALID_DATA", "AUTHENTICATION", "REFUSED", "EVENT_LOOP"})
    void an_agent_that_is_alive_is_never_left_alone(ErrorClass errorClass) {
        Future<String> last = failTimes(10, errorClass);

        assertThat(breaker().state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(((CallFailure) last.cause()).errorClass()).isEqualTo(errorClass);
    }

    @Test
    void one_good_answer_forgives_the_failures_before_it() {
        failTimes(2, ErrorClass.TIMEOUT);
        ended(breaker().guard(() -> Future.succeededFuture("fine")));
        failTimes(2, ErrorClass.TIMEOUT);

        assertThat(breaker().state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void after_the_rest_one_trial_call_goes_through_and_the_others_are_refused() {
        failTimes(3, ErrorClass.TIMEOUT);
        waitFor(Breaker.State.HALF_OPEN);
        AtomicInteger asked = new AtomicInteger();
        Promise<String> answer = Promise.promise();

        Future<String> trial = breaker().guard(answer::future);
        Future<String> second = ended(breaker().guard(() -> counted(asked)));
        Breaker.State during = breaker().state();
        answer.complete("fine");
        ended(trial);

        assertThat(asked).hasValue(0);
        assertThat(second.failed()).isTrue();
        assertThat(during).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(breaker().state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void a_failed_trial_opens_it_again_and_a_good_one_closes_it() {
        failTimes(3, ErrorClass.TIMEOUT);
        waitFor(Breaker.State.HALF_OPEN);
        failTimes(1, ErrorClass.TIMEOUT);
        Breaker.State afterFailedTrial = breaker().state();
        waitFor(Breaker.State.HALF_OPEN);
        ended(breaker().guard(() -> Future.succeededFuture("fine")));
        failTimes(2, ErrorClass.TIMEOUT);

        assertThat(afterFailedTrial).isEqualTo(Breaker.State.OPEN);
        assertThat(breaker().state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void a_trial_that_throws_or_ends_without_a_word_about_the_agent_gives_its_place_back() {
        failTimes(3, ErrorClass.TIMEOUT);
        waitFor(Breaker.State.HALF_OPEN);
        Future<String> bug =
                ended(
                        breaker()
                                .<String>guard(
                                        () -> {
                                            throw new IllegalStateException("a bug");
                                        }));
        Future<String> next = ended(breaker().guard(() -> Future.succeededFuture("fine")));

        assertThat(bug.cause()).hasMessage("a bug");
        assertThat(next.result()).isEqualTo("fine");
        assertThat(breaker().state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void a_trial_that_its_caller_gives_up_does_not_keep_the_others_out() {
        failTimes(3, ErrorClass.TIMEOUT);
        waitFor(Breaker.State.HALF_OPEN);
        Promise<String> answer = Promise.promise();
        Future<String> trial = breaker().guard(answer::future);
        answer.fail(new CallFailure(ErrorClass.EVENT_LOOP, "the caller was stopped"));
        ended(trial);
        Future<String> next = ended(breaker().guard(() -> Future.succeededFuture("fine")));

        assertThat(next.result()).isEqualTo("fine");
    }

    private Future<String> failTimes(int times, ErrorClass errorClass) {
        CallFailure failure = new CallFailure(errorClass, "scripted");
        Future<String> last = Future.failedFuture(failure);
        for (int i = 0; i < times; i++) {
            last = ended(breaker().guard(() -> Future.failedFuture(failure)));
        }
        return last;
    }

    private static Future<String> counted(AtomicInteger asked) {
        asked.incrementAndGet();
        return Future.succeededFuture("asked");
    }
}
