package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final VirtualTimers timers = new VirtualTimers();
    private final Unanswered unanswered = new Unanswered();
    private final Metrics metrics = new Metrics("test");
    private final List<String> deaths = new ArrayList<>();
    private final Watchdog watchdog =
            new Watchdog(timers, BEAT, unanswered, metrics.nsq(), deaths::add);

    @BeforeEach
    void start() {
        watchdog.start();
    }

    @AfterEach
    void no_timer_is_left() {
        watchdog.stop();
        metrics.close();

        assertThat(timers.pending()).isZero();
    }

    @Test
    void two_silent_heartbeats_are_the_end_and_are_counted() {
        timers.advance(BEAT.multipliedBy(2));
        assertThat(deaths).isEmpty();
        timers.advance(BEAT);

        assertThat(deaths).containsExactly("it was silent for 2 heartbeats");
        assertThat(metrics.scrape().text()).contains("enrichment_nsq_heartbeats_missed_total 2.0");
    }

    @Test
    void a_beat_that_is_a_little_late_is_not_missed() {
        for (int beat = 0; beat < 100; beat++) {
            timers.advance(BEAT);
            watchdog.heard();
        }

        assertThat(deaths).isEmpty();
        assertThat(metrics.scrape().text()).contains("enrichment_nsq_heartbeats_missed_total 0.0");
    }

    @Test
    void a_peer_that_beats_and_never_answers_is_given_up() {
        var unused = unanswered.add(Command.publish("topic", Buffer.buffer("x")));

        for (int beat = 0; beat < 5; beat++) {
            watchdog.heard();
            timers.advance(BEAT);
        }

        assertThat(deaths).containsExactly("it beats but does not answer what it was asked");
    }

    @Test
    void a_peer_that_answers_slowly_is_kept() {
        for (int beat = 0; beat < 20; beat++) {
            var unused = unanswered.add(Command.publish("topic", Buffer.buffer("x")));
            if (beat > 0) {
                unanswered.answer("OK");
            }
            watchdog.heard();
            timers.advance(BEAT);
        }

        assertThat(deaths).isEmpty();
    }
}
