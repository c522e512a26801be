package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.config.Settings;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstAnswerTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final long began = timers.monotonicNanos();
    private final List<Long> askedAtMs = new ArrayList<>();
    private Future<?> answer = Future.failedFuture("nobody is there");
    private boolean ending;

    @AfterEach
    void no_timer_is_left() {
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_peer_that_is_away_is_asked_again_with_growing_pauses_until_it_answers() {
        Future<Void> waiting = await(Duration.ofMinutes(5));
        timers.advance(Duration.ofSeconds(18));
        assertThat(waiting.isComplete()).isFalse();

        answer = Future.succeededFuture();
        timers.advance(Duration.ofSeconds(5));

        assertThat(waiting.succeeded()).isTrue();
        assertThat(askedAtMs)
                .containsExactly(0L, 500L, 1_500L, 3_500L, 7_500L, 12_500L, 17_500L, 22_500L);
    }

    @Test
    void one_that_never_answers_is_given_up_with_a_word_about_what_to_look_at() {
        Future<Void> waiting = await(Duration.ofSeconds(30));

        timers.advance(Duration.ofSeconds(31));

        assertThat(waiting.cause())
                .hasMessageContaining("the store at mongo:27017 has not answered for 30s")
                .hasMessageContaining("nobody is there");
    }

    @Test
    void one_that_takes_the_connection_and_says_nothing_is_asked_again() {
        answer = Promise.promise().future();
        Future<Void> waiting = await(Duration.ofMinutes(1));
        timers.advance(Duration.ofSeconds(10));

        answer = Future.succeededFuture();
        timers.advance(Duration.ofSeconds(1));

        assertThat(waiting.succeeded()).isTrue();
    }

    @Test
    void a_process_that_is_asked_to_end_waits_no_longer() {
        Future<Void> waiting = await(Duration.ofHours(1));
        timers.advance(Duration.ofMinutes(1));

        ending = true;
        timers.advance(Duration.ofSeconds(5));

        assertThat(waiting.failed()).isTrue();
    }

    @Test
    void a_service_whose_broker_nobody_knows_says_so(@TempDir Path folder) {
        Settings settings =
                Settings.loader()
                        .override(
                                Map.of(
                                        "instance.stateFolder", folder.toString(),
                                        "instance.startPatience", "1s",
                                        "kafka.bootstrapServers", "nobody.invalid:9092",
                                        "store.uri", "mongodb://127.0.0.1:1"))
                        .load();

        assertThatThrownBy(() -> Service.start(settings, () -> {}))
                .hasMessageContaining("the broker at nobody.invalid:9092 has not answered for 1s");
    }

    private Future<Void> await(Duration patience) {
        return new FirstAnswer(
                        "the store at mongo:27017",
                        limit -> {
                            askedAtMs.add(timers.since(began).toMillis());
                            return answer;
                        },
                        timers,
                        patience,
                        () -> ending)
                .await();
    }
}
