package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.inkstream.agents.call.Breaker;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class ReturningAgentsTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final StandingBreaker breaker = new StandingBreaker();
    private final List<String> heard = new ArrayList<>();
    private final ReturningAgents agents =
            new ReturningAgents(
                    timers,
                    Map.of("entity", breaker),
                    (agent, since) ->
                            heard.add(agent + " " + Duration.between(since, timers.now())));

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
