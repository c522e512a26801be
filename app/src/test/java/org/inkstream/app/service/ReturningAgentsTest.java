package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.inkstream.agents.call.Breaker;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class ReturningAgentsTest {
    private static final ToolCall CALL =
            new ToolCall(
                    "run",
                    "letter",
                    "collection",
                    "entity",
                    "extract_people",
                    "key",
                    0,
                    Duration.ofMinutes(1),
                    1,
                    new JsonObject());

    private final VirtualTimers timers = new VirtualTimers();
    private final StandingBreaker breaker = new StandingBreaker();
    private final List<String> heard = new ArrayList<>();
    private final List<Long> tried = new ArrayList<>();
    private final Queue<ToolOutcome> outcomes = new ArrayDeque<>();
    private final ReturningAgents agents =
            new ReturningAgents(
                    timers,
                    Map.of("entity", breaker),
                    new ReturningAgents.Listener() {
                        @Override
                        public void back(String agent, Instant since) {
                            heard.add(agent + " " + Duration.between(since, timers.now()));
                        }

                        @Override
                        public void needsCall(String agent, Instant since) {
                            tried.add(Duration.between(since, timers.now()).toMinutes());
                        }
                    });

    @Test
    void an_agent_is_back_once_when_its_breaker_closes_after_it_was_open() {
        agents.start();
        timers.advance(Duration.ofSeconds(5));
        breaker.state = Breaker.State.OPEN;
        timers.advance(Duration.ofSeconds(30));
        breaker.state = Breaker.State.HALF_OPEN;
        timers.advance(Duration.ofSeconds(1));
        breaker.state = Breaker.State.OPEN;
        timers.advance(Duration.ofSeconds(30));
        assertThat(heard).isEmpty();

        breaker.state = Breaker.State.CLOSED;
        timers.advance(Duration.ofSeconds(10));

        assertThat(heard).containsExactly("entity PT1M1S");
        agents.stop();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void an_agent_that_answers_for_the_first_time_may_have_been_out_before_we_began() {
        Function<ToolCall, Future<ToolOutcome>> calls =
                agents.below(call -> Future.succeededFuture(outcomes.remove()));
        agents.start();
        outcomes.add(new ToolOutcome.Failed(ErrorClass.TIMEOUT, "", false, 1, Duration.ZERO));
        outcomes.add(answer());
        outcomes.add(answer());

        assertThat(calls.apply(CALL).succeeded()).isTrue();
        assertThat(heard).isEmpty();
        assertThat(calls.apply(CALL).succeeded()).isTrue();
        assertThat(calls.apply(CALL).succeeded()).isTrue();

        assertThat(heard).containsExactly("entity PT24H");
        agents.stop();
    }

    @Test
    void where_nobody_calls_a_call_is_asked_for_with_growing_pauses() {
        breaker.state = Breaker.State.OPEN;
        agents.start();
        timers.advance(Duration.ofMinutes(1));
        assertThat(tried).isEmpty();

        breaker.state = Breaker.State.HALF_OPEN;
        timers.advance(Duration.ofHours(1));

        assertThat(tried).containsExactly(1L, 2L, 4L, 8L, 16L, 31L, 46L);
        agents.stop();
    }

    @Test
    void no_call_is_asked_for_while_somebody_makes_one() {
        Promise<ToolOutcome> slow = Promise.promise();
        Function<ToolCall, Future<ToolOutcome>> calls = agents.below(call -> slow.future());
        breaker.state = Breaker.State.HALF_OPEN;
        Future<ToolOutcome> outcome = calls.apply(CALL);
        agents.start();
        timers.advance(Duration.ofMinutes(3));
        assertThat(tried).isEmpty();

        slow.complete(new ToolOutcome.Failed(ErrorClass.TIMEOUT, "", false, 1, Duration.ZERO));
        timers.advance(Duration.ofSeconds(1));

        assertThat(outcome.succeeded()).isTrue();
        assertThat(tried).containsExactly(3L);
        agents.stop();
    }

    private static ToolOutcome answer() {
        return new ToolOutcome.Answered(
                new ToolReply(new JsonObject(), List.of()), 1, Duration.ZERO);
    }

    private static final class StandingBreaker implements Breaker {
        private State state = State.CLOSED;

        @Override
        public <T> Future<T> guard(Supplier<Future<T>> call) {
            return call.get();
        }

        @Override
        public State state() {
            return state;
        }
    }
}
