package org.inkstream.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class CountedTimersTest {
    private final VirtualTimers virtual = new VirtualTimers();
    private final LongAdder set = new LongAdder();
    private final Timers timers = new CountedTimers(virtual, set);

    @Test
    void a_timer_counts_until_it_fires_or_is_cancelled_and_never_twice() {
        Timers.Timer fires = timers.after(Duration.ofSeconds(1), () -> {});
        Timers.Timer cancelled = timers.after(Duration.ofSeconds(2), () -> {});
        assertThat(set.sum()).isEqualTo(2);

        cancelled.cancel();
        cancelled.cancel();
        assertThat(set.sum()).isEqualTo(1);
        virtual.advance(Duration.ofSeconds(3));
        fires.cancel();

        assertThat(set.sum()).isZero();
    }
}
