package org.inkstream.agents.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.call.Calls.LIMIT;
import static org.inkstream.agents.call.Calls.aCall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.AgentsSettings;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallerTest {
    private static final JsonObject ANSWER = new JsonObject().put("summary", "A short letter.");
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptAgent agent = new ScriptAgent();
    private final Breaker breaker =
            new TimersBreaker(
                    Calls.AGENT,
                    new AgentsSettings.Breaker(10, Duration.ofMinutes(10), Duration.ofSeconds(30)),
                    timers);
    private final List<Duration> pauses = new ArrayList<>();
    private int late;
    private ToolCaller caller = callerWith(new RetryBudget(0.2));

    @AfterEach
    void no_timer_outlives_a_call() {
        assertThat(timers.pending()).isZero();
        assertThat(caller.inTheAir()).isZero();
    }

    @Test
    void a_good_answer_is_the_outcome_of_the_first_attempt() {
        agent.thenAnswers(ANSWER);

        Future<ToolOutcome> outcome = caller.call(aCall());

        assertThat(answered(outcome).reply().result()).isEqualTo(ANSWER);
        assertThat(answered(outcome).attempts()).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_silent_agent_is_aborted_at_the_deadline_and_asked_again_after_the_pause() {
        agent.thenStaysSilent().thenAnswers(ANSWER);

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(LIMIT);
        int abortsAtTheDeadline = agent.attempts.get(0).aborts;
        int askedAtTheDeadline = agent.attempts.size();
        timers.advance(Duration.ofSeconds(2));

        assertThat(abortsAtTheDeadline).isEqualTo(1);
        assertThat(askedAtTheDeadline).isEqualTo(1);
        assertThat(answered(outcome).attempts()).isEqualTo(2);
    }

    @Test
    void an_answer_just_before_the_deadline_counts_and_leaves_no_timer() {
        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(LIMIT.minusMillis(1));
        agent.attempts.get(0).promise.complete(new ToolReply(ANSWER, List.of()));
        timers.advance(HOUR);

        assertThat(answered(outcome).took()).isEqualTo(LIMIT.minusMillis(1));
        assertThat(agent.attempts).hasSize(1);
        assertThat(agent.attempts.get(0).aborts).isZero();
    }

    @Test
    void a_late_answer_is_counted_and_never_applied() {
        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(LIMIT.plusSeconds(3));
        agent.attempts.get(0).promise.complete(new ToolReply(ANSWER, List.of()));
        boolean applied = outcome.isComplete();
        timers.advance(HOUR);

        assertThat(late).isEqualTo(1);
        assertThat(applied).isFalse();
        assertThat(failed(outcome).errorClass()).isEqualTo(ErrorClass.TIMEOUT);
    }

    @Test
    void the_time_in_an_agents_queue_does_not_count_against_the_limit() {
        Future<ToolOutcome> outcome = caller.call(aCall());
        ScriptAgent.Told attempt = agent.attempts.get(0);
        attempt.progress.queued();
        timers.advance(LIMIT.multipliedBy(3));
        attempt.progress.dispatched();
        timers.advance(LIMIT.minusMillis(1));
        attempt.promise.complete(new ToolReply(ANSWER, List.of()));

        assertThat(answered(outcome).attempts()).isEqualTo(1);
        assertThat(attempt.aborts).isZero();
    }

    @Test
    void the_limit_counts_anew_from_dispatch_and_ends_the_attempt_to_the_millisecond() {
        caller.call(aCall());
        ScriptAgent.Told attempt = agent.attempts.get(0);
        attempt.progress.queued();
        timers.advance(WAIT.minusSeconds(1));
        attempt.progress.dispatched();
        timers.advance(LIMIT.minusMillis(1));
        int before = attempt.aborts;
        timers.advance(Duration.ofMillis(1));

        assertThat(before).isZero();
        assertThat(attempt.aborts).isEqualTo(1);
        timers.advance(HOUR);
    }

    @Test
    void waiting_has_a_deadline_of_its_own_whose_end_aborts_the_attempt() {
        Future<ToolOutcome> outcome = caller.call(aCall());
        ScriptAgent.Told attempt = agent.attempts.get(0);
        attempt.progress.queued();
        timers.advance(WAIT.minusMillis(1));
        int before = attempt.aborts;
        timers.advance(Duration.ofMillis(1));

        assertThat(before).isZero();
        assertThat(attempt.aborts).isEqualTo(1);
        assertThat(outcome.isComplete()).isFalse();
        timers.advance(HOUR);
        assertThat(failed(outcome).errorClass()).isEqualTo(ErrorClass.TIMEOUT);
    }

    @Test
    void an_agent_that_is_dispatched_without_end_is_given_up_all_the_same() {
        caller.call(aCall());
        ScriptAgent.Told attempt = agent.attempts.get(0);
        Duration passed = Duration.ZERO;
        while (attempt.aborts == 0 && passed.compareTo(HOUR) < 0) {
            attempt.progress.queued();
            attempt.progress.dispatched();
            timers.advance(Duration.ofMinutes(1));
            passed = passed.plusMinutes(1);
        }

        assertThat(passed).isEqualTo(WAIT.plus(LIMIT));
        timers.advance(HOUR);
    }

    @Test
    void progress_that_comes_late_is_counted_and_starts_no_timer() {
        agent.thenAnswers(ANSWER);
        caller.call(aCall());

        agent.attempts.get(0).progress.queued();

        assertThat(late).isEqualTo(1);
        assertThat(timers.pending()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_stopped_or_expired_trial_leaves_the_breaker_ready_for_the_next(boolean stop) {
        for (int i = 0; i < 10; i++) {
            breaker.guard(() -> Future.failedFuture(new CallFailure(ErrorClass.TIMEOUT, "")));
        }
        timers.advance(Duration.ofSeconds(30));
        caller = callerWith(new RetryBudget(0));
        caller.call(aCall());
        agent.attempts.get(0).progress.queued();

        if (stop) {
            caller.stop();
        } else {
            timers.advance(WAIT);
        }
        timers.advance(Duration.ofSeconds(30));
        agent.thenAnswers(ANSWER);
        Future<ToolOutcome> next = caller.call(aCall());

        assertThat(answered(next).attempts()).isEqualTo(1);
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void what_failed_attempts_used_is_billed_with_the_answer_that_follows_them() {
        agent.thenAnswers(new JsonObject().put("_fallback", true), List.of(used("first")))
                .thenFails(
                        new CallFailure(ErrorClass.UNKNOWN, "broken")
                                .withUsage(List.of(used("second"), used("repair"))))
                .thenAnswers(ANSWER, List.of(used("third")));

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(HOUR);

        assertThat(answered(outcome).reply().usage())
                .extracting(ModelUsage::requestId)
                .containsExactly("first", "second", "repair", "third");
    }

    @Test
    void what_was_used_for_nothing_is_billed_all_the_same() {
        agent.thenAnswers(new JsonObject().put("nonsense", 1), List.of(used("only")));

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(HOUR);

        assertThat(failed(outcome).errorClass()).isEqualTo(ErrorClass.INVALID_DATA);
        assertThat(failed(outcome).usage())
                .extracting(ModelUsage::requestId)
                .containsExactly("only");
    }

    @Test
    void an_attempt_that_repeats_what_was_told_of_the_same_model_call_is_not_billed_again() {
        agent.thenFails(
                        new CallFailure(ErrorClass.UNKNOWN, "broken")
                                .withUsage(List.of(used("one"))))
                .thenAnswers(ANSWER, List.of(used("one"), used("two")));

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(HOUR);

        assertThat(answered(outcome).reply().usage())
                .extracting(ModelUsage::requestId)
                .containsExactly("one", "two");
    }

    private static ModelUsage used(String requestId) {
        return new ModelUsage("anthropic", "m", 1, 1, 0, 0, Duration.ZERO, requestId);
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, 4",
        "CONNECTION, 6",
        "OVERLOADED, 6",
        "UNKNOWN, 3",
        "EVENT_LOOP, 2",
        "INVALID_DATA, 1",
        "AUTHENTICATION, 1",
        "REFUSED, 1"
    })
    void each_class_of_failure_is_tried_as_often_as_its_rule_says(
            ErrorClass errorClass, int attempts) {
        for (int i = 0; i < 10; i++) {
            agent.thenFails(errorClass);
        }

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(HOUR);

        assertThat(failed(outcome).errorClass()).isEqualTo(errorClass);
        assertThat(failed(outcome).attempts()).isEqualTo(attempts);
        assertThat(agent.attempts).hasSize(attempts);
    }

    @Test
    void pauses_grow_by_the_rule_and_are_at_least_half_of_it() {
        for (int i = 0; i < 6; i++) {
            agent.thenFails(ErrorClass.OVERLOADED);
        }

        caller.call(aCall());
        timers.advance(HOUR);

        long[] rule = {3, 9, 27, 60, 60};
        assertThat(pauses).hasSize(rule.length);
        for (int i = 0; i < rule.length; i++) {
            Duration full = Duration.ofSeconds(rule[i]);
            assertThat(pauses.get(i)).isBetween(full.dividedBy(2), full);
        }
    }

    @Test
    void an_agent_that_says_when_to_come_back_is_not_asked_before() {
        agent.thenFails(new CallFailure(ErrorClass.OVERLOADED, "busy", Duration.ofSeconds(40)))
                .thenAnswers(ANSWER);

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(Duration.ofSeconds(40).minusNanos(1));
        int askedBefore = agent.attempts.size();
        timers.advance(Duration.ofSeconds(4));

        assertThat(askedBefore).isEqualTo(1);
        assertThat(answered(outcome).attempts()).isEqualTo(2);
    }

    @Test
    void an_agent_that_wants_to_be_left_alone_for_a_day_is_not_waited_for() {
        agent.thenFails(new CallFailure(ErrorClass.OVERLOADED, "busy", Duration.ofDays(1)));

        Future<ToolOutcome> outcome = caller.call(aCall());

        assertThat(failed(outcome).errorClass()).isEqualTo(ErrorClass.OVERLOADED);
    }

    @Test
    void without_a_budget_nothing_is_asked_twice() {
        caller = callerWith(new RetryBudget(0));
        agent.thenFails(ErrorClass.TIMEOUT);

        Future<ToolOutcome> outcome = caller.call(aCall());

        assertThat(failed(outcome).attempts()).isEqualTo(1);
    }

    @Test
    void retries_end_when_the_budget_is_spent_and_begin_again_when_calls_have_earned_more() {
        RetryBudget budget = new RetryBudget(0.5);
        caller = callerWith(budget);
        while (budget.spend()) {
            assertThat(agent.attempts).isEmpty();
        }
        agent.thenFails(ErrorClass.TIMEOUT).thenFails(ErrorClass.TIMEOUT).thenAnswers(ANSWER);

        Future<ToolOutcome> first = caller.call(aCall());
        Future<ToolOutcome> second = caller.call(aCall());
        timers.advance(HOUR);

        assertThat(failed(first).attempts()).isEqualTo(1);
        assertThat(answered(second).attempts()).isEqualTo(2);
    }

    @Test
    void a_placeholder_never_counts_as_an_answer() {
        for (int i = 0; i < 3; i++) {
            agent.thenAnswers(ANSWER.copy().put("_fallback", true));
        }

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(HOUR);

        assertThat(failed(outcome).errorClass()).isEqualTo(ErrorClass.UNKNOWN);
        assertThat(failed(outcome).placeholder()).isTrue();
        assertThat(failed(outcome).attempts()).isEqualTo(3);
    }

    @Test
    void placeholders_open_the_breaker() {
        for (int i = 0; i < 12; i++) {
            agent.thenAnswers(ANSWER.copy().put("_fallback", true));
        }

        for (int i = 0; i < 4; i++) {
            caller.call(aCall());
            timers.advance(Duration.ofSeconds(4));
        }

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        timers.advance(HOUR);
    }

    @Test
    void a_result_that_breaks_its_schema_is_invalid_and_not_asked_for_again() {
        agent.thenAnswers(new JsonObject().put("summary", 7));

        Future<ToolOutcome> outcome = caller.call(aCall());

        assertThat(failed(outcome).errorClass()).isEqualTo(ErrorClass.INVALID_DATA);
        assertThat(failed(outcome).reason()).contains("summary must be string");
        assertThat(agent.attempts).hasSize(1);
    }

    @Test
    void an_open_breaker_ends_a_call_as_connection_without_one_attempt() {
        for (int i = 0; i < 10; i++) {
            breaker.guard(() -> Future.failedFuture(new CallFailure(ErrorClass.TIMEOUT, "")));
        }
        for (int i = 0; i < 5; i++) {
            agent.thenFails(ErrorClass.TIMEOUT);
        }

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(Duration.ofSeconds(10));
        int askedWhileOpen = agent.attempts.size();
        caller.stop();

        assertThat(askedWhileOpen).isZero();
        assertThat(failed(outcome).attempts()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorClass.class,
            names = {"TIMEOUT", "OVERLOADED"})
    void a_stopped_caller_ends_attempts_and_pauses(ErrorClass errorClass) {
        agent.thenFails(errorClass).thenStaysSilent();
        Future<ToolOutcome> pausing = caller.call(aCall());
        Future<ToolOutcome> asking = caller.call(aCall());

        caller.stop();

        assertThat(failed(pausing).errorClass()).isEqualTo(ErrorClass.EVENT_LOOP);
        assertThat(failed(asking).errorClass()).isEqualTo(ErrorClass.EVENT_LOOP);
        assertThat(agent.attempts.get(1).aborts).isEqualTo(1);
    }

    /** Lets the first so many attempts be made, and then answers what it is told. */
    private static final class LettingAsker implements Asker {
        private final List<ToolOutcome.Postponed> heard = new ArrayList<>();
        private int lets;
        private Future<Void> then = Future.succeededFuture();

        private LettingAsker(int lets, Future<Void> then) {
            this.lets = lets;
            this.then = then;
        }

        @Override
        public Future<Void> mayAsk() {
            return lets-- > 0 ? Future.succeededFuture() : then;
        }

        @Override
        public void failed(ToolOutcome.Postponed soFar) {
            heard.add(soFar);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_call_that_is_not_wanted_any_more_is_not_asked(int attempts) {
        IllegalStateException takenOver = new IllegalStateException("somebody else has the run");
        agent.thenFails(ErrorClass.CONNECTION).thenAnswers(ANSWER);

        Future<ToolOutcome> outcome =
                caller.call(
                        aCall().askedBy(
                                        new LettingAsker(
                                                attempts, Future.failedFuture(takenOver))));
        timers.advance(HOUR);

        assertThat(outcome.cause()).isSameAs(takenOver);
        assertThat(agent.attempts).hasSize(attempts);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_caller_that_is_stopped_while_it_finds_out_whether_to_go_on_ends_the_call(int attempts) {
        Promise<Void> unknown = Promise.promise();
        agent.thenFails(ErrorClass.CONNECTION).thenAnswers(ANSWER);
        Future<ToolOutcome> outcome =
                caller.call(aCall().askedBy(new LettingAsker(attempts, unknown.future())));
        timers.advance(HOUR);

        caller.stop();
        unknown.complete();

        assertThat(failed(outcome).errorClass()).isEqualTo(ErrorClass.EVENT_LOOP);
        assertThat(agent.attempts).hasSize(attempts);
    }

    @Test
    void whoever_asked_hears_of_each_failed_attempt_what_was_tried_so_far() {
        LettingAsker asker = new LettingAsker(9, Future.succeededFuture());
        agent.thenFails(ErrorClass.CONNECTION).thenFails(ErrorClass.OVERLOADED).thenAnswers(ANSWER);

        Future<ToolOutcome> outcome = caller.call(aCall().askedBy(asker));
        timers.advance(HOUR);

        assertThat(answered(outcome).attempts()).isEqualTo(3);
        assertThat(asker.heard)
                .extracting(ToolOutcome.Postponed::errorClass)
                .containsExactly(ErrorClass.CONNECTION, ErrorClass.OVERLOADED);
        assertThat(asker.heard).extracting(ToolOutcome.Postponed::attempts).containsExactly(1, 2);
    }

    @Test
    void nobody_is_asked_whether_a_call_may_be_made_that_an_open_breaker_does_not_let_through() {
        for (int i = 0; i < 10; i++) {
            breaker.guard(() -> Future.failedFuture(new CallFailure(ErrorClass.TIMEOUT, "")));
        }
        Future<ToolOutcome> outcome =
                caller.call(
                        aCall().askedBy(new LettingAsker(0, Future.failedFuture("not needed"))));

        caller.stop();

        assertThat(failed(outcome).attempts()).isZero();
    }

    @Test
    void a_bug_of_an_agent_fails_the_future_and_is_not_retried() {
        agent.thenFails(new IllegalStateException("a bug"));

        Future<ToolOutcome> outcome = caller.call(aCall());

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.cause()).hasMessage("a bug");
        assertThat(agent.attempts).hasSize(1);
    }

    @Test
    void a_call_that_must_pause_for_longer_than_it_may_is_postponed_and_goes_on_where_it_stood() {
        caller = callerWith(new RetryBudget(1), Duration.ofSeconds(5));
        agent.thenFails(new CallFailure(ErrorClass.OVERLOADED, "busy"));
        agent.thenFails(
                new CallFailure(ErrorClass.OVERLOADED, "still busy", Duration.ofSeconds(60)));

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(Duration.ofSeconds(3));

        ToolOutcome.Postponed postponed = (ToolOutcome.Postponed) outcome.result();
        assertThat(postponed.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(postponed.reason()).isEqualTo("still busy");
        assertThat(postponed.attempts()).isEqualTo(2);
        assertThat(postponed.pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(timers.pending()).isZero();

        agent.thenAnswers(ANSWER);
        Future<ToolOutcome> later = caller.call(aCall().after(postponed.tries()));

        assertThat(answered(later).attempts()).isEqualTo(3);
    }

    @Test
    void the_cap_of_the_retry_table_holds_over_every_postponement() {
        caller = callerWith(new RetryBudget(1), Duration.ZERO);
        Tries tries = Tries.NONE;
        int sittings = 0;
        ToolOutcome last;
        do {
            agent.thenFails(new CallFailure(ErrorClass.OVERLOADED, "busy"));
            last = caller.call(aCall().after(tries)).result();
            sittings++;
            tries = last instanceof ToolOutcome.Postponed one ? one.tries() : Tries.NONE;
        } while (last instanceof ToolOutcome.Postponed);

        int most = Calls.catalogue().retry(ErrorClass.OVERLOADED).retries() + 1;
        assertThat(sittings).isEqualTo(most);
        assertThat(last.attempts()).isEqualTo(most);
    }

    private ToolCaller callerWith(RetryBudget budget) {
        return callerWith(budget, ToolCaller.ANY_PAUSE);
    }

    private ToolCaller callerWith(RetryBudget budget, Duration longestPause) {
        CallListener listener =
                new CallListener() {
                    @Override
                    public void retried(
                            ToolCall call, int attempts, ErrorClass errorClass, Duration pause) {
                        pauses.add(pause);
                    }

                    @Override
                    public void late(ToolCall call) {
                        late++;
                    }
                };
        return new ToolCaller(
                timers,
                name -> new AgentLine(agent, breaker, budget, WAIT),
                Calls.catalogue(),
                new ToolSchemas(Calls.catalogue()),
                RandomGenerator.of("L64X128MixRandom"),
                listener,
                longestPause);
    }

    private static ToolOutcome.Answered answered(Future<ToolOutcome> outcome) {
        assertThat(outcome.result()).isInstanceOf(ToolOutcome.Answered.class);
        return (ToolOutcome.Answered) outcome.result();
    }

    private static ToolOutcome.Failed failed(Future<ToolOutcome> outcome) {
        assertThat(outcome.result()).isInstanceOf(ToolOutcome.Failed.class);
        return (ToolOutcome.Failed) outcome.result();
    }
}
