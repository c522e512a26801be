package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.inkstream.agents.call.Breaker;
import org.inkstream.metrics.Metrics;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class BreakerGaugesTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptedBreaker breaker = new ScriptedBreaker();

    @Test
    void a_breaker_that_opens_shows_in_the_scrape_and_no_timer_stays_behind() {
        try (Metrics metrics = new Metrics("test")) {
            BreakerGauges gauges =
                    new BreakerGauges(timers, Map.of("entity-agent", breaker), metrics.agents());
            gauges.start();
            assertThat(metrics.scrape().text()).contains(line("0.0"));

            breaker.state = Breaker.State.OPEN;
            timers.advance(Duration.ofSeconds(2));
            assertThat(metrics.scrape().text()).contains(line("2.0"));

            gauges.stop();
            assertThat(timers.pending()).isZero();
        }
    }

    private static String line(String value) {
        return "enrichment_breaker_state{agent=\"entity-agent\"} " + value;
    }

    private static final class ScriptedBreaker implements Breaker {
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
