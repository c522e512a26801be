package org.inkstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.inkstream.time.Timers;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopLagTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final Metrics metrics = new Metrics("test");

    @AfterEach
    void close() {
        metrics.close();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_loop_that_runs_late_is_measured() {
        LoopLag lag = metrics.loopLag(new LateBy(Duration.ofMillis(30)));
        lag.start();
        timers.advance(Duration.ofMillis(1200));
        lag.stop();

        assertThat(metrics.scrape().text().lines())
                .contains(
                        "enrichment_loop_lag_seconds_count 2",
                        "enrichment_loop_lag_seconds_sum 0.06");
    }

    /** Runs every task so much later than it was asked to. */
    private final class LateBy implements Timers {
        private final Duration late;

        LateBy(Duration late) {
            this.late = late;
        }

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
            return timers.after(delay.plus(late), task);
        }
    }
}
