package org.inkstream.agents.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** The supervision of a child process, on virtual time. */
class StdioPeerTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final List<Child.Listener> launched = new ArrayList<>();
    private final StdioPeer peer =
            new StdioPeer(this::launch, Runnable::run, timers, ClientParts.alone());

    @Test
    void a_process_that_keeps_dying_rests_longer_each_time_up_to_a_ceiling() {
        peer.start();

        List<Duration> rests = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            rests.add(dieAndRest());
        }

        assertThat(rests.stream().map(Duration::toMillis))
                .containsExactly(
                        500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
        peer.close();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_process_that_lived_long_is_started_again_soon() {
        peer.start();
        dieAndRest();
        dieAndRest();
        timers.advance(Restarts.STEADY);

        assertThat(dieAndRest()).isEqualTo(Restarts.FIRST);
        peer.close();
    }

    @Test
    void a_closed_one_is_not_started_again() {
        peer.start();
        launched.get(0).ended("it was killed");

        peer.close();
        timers.advance(Duration.ofHours(1));

        assertThat(launched).hasSize(1);
        assertThat(timers.pending()).isZero();
    }

    private Duration dieAndRest() {
        int before = launched.size();
        launched.get(before - 1).ended("it was killed");
        Duration rest = Duration.ZERO;
        while (launched.size() == before) {
            timers.advance(Duration.ofMillis(100));
            rest = rest.plusMillis(100);
        }
        return rest;
    }

    private Child launch(Child.Listener listener) {
        launched.add(listener);
        return new Child() {
            @Override
            public boolean send(Buffer line, Runnable written) {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
