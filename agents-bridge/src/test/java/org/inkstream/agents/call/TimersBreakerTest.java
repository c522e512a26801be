package org.inkstream.agents.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class TimersBreakerTest extends BreakerContract {
    private final VirtualTimers timers = new VirtualTimers();
    private final Breaker breaker = new TimersBreaker("agent", SETTINGS, timers);

    @Override
    Breaker breaker() {
        return breaker;
    }

    @Override
    void waitFor(Breaker.State state) {
        timers.advance(SETTINGS.reset());
        assertThat(breaker.state()).isEqualTo(state);
    }

    @Override
    <T> Future<T> ended(Future<T> future) {
        assertThat(future.isComplete()).isTrue();
        return future;
    }

    @Test
    void failures_that_are_far_apart_do_not_add_up() {
        for (int i = 0; i < 10; i++) {
            breaker.guard(() -> Future.failedFuture(new CallFailure(ErrorClass.TIMEOUT, "")));
            timers.advance(Duration.ofSeconds(31));
        }

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }
}
