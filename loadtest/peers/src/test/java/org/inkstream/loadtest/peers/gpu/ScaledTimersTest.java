package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.inkstream.time.Timers;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class ScaledTimersTest {
    private final VirtualTimers wall = new VirtualTimers();

    @Test
    void a_minute_passes_in_three_seconds() {
        ScaledTimers timers = new ScaledTimers(wall, 20);
        Instant begun = timers.now();
        AtomicBoolean fired = new AtomicBoolean();
        timers.after(Duration.ofMinutes(1), () -> fired.set(true));

        wall.advance(Duration.ofSeconds(3));

        assertThat(fired).isTrue();
        assertThat(timers.now()).isEqualTo(begun.plusSeconds(60));
    }

    @Test
    void an_engine_is_exact_although_its_timers_fire_late() {
        Timers late = new LateTimers(wall);
        SlotsEngine engine =
                new SlotsEngine(
                        ParameterSet.slots(ParameterSet.RTX4090),
                        new ScaledTimers(late, 20),
                        Chance.exact(1));
        Work work = engine.submit(Order.of("llama3.2", Ends.prompt(1, 900), 100));

        wall.advance(Duration.ofSeconds(1));

        Figures figures = Ends.figures(work);
        assertThat(figures.load()).isEqualTo(Duration.ofSeconds(2));
        assertThat(figures.prefill()).isEqualTo(Duration.ofMillis(100));
        engine.stats();
        engine.close();
        assertThat(wall.pending()).isZero();
    }

    /** Thirty milliseconds late, and a fraction of a millisecond too early at times. */
    private record LateTimers(Timers timers) implements Timers {
        private static final Duration LATE = Duration.ofMillis(30);

        @Override
        public Instant now() {
            return timers.now();
        }

        @Override
        public long monotonicNanos() {
            return timers.monotonicNanos();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return timers.after(Duration.ofMillis(delay.toMillis()).plus(LATE), task);
        }
    }
}
