package org.inkstream.loadtest.peers.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.loadtest.peers.OpenStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueTest {
    private final Talk talk = Talk.to(Dialect.OLLAMA);

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void what_waits_for_a_slot_shows_only_in_what_the_durations_leave_over() {
        talk.server.slots(1).takes(Duration.ofMillis(60));

        List<Future<Talk.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(talk.begin(false));
        }
        List<Long> waits =
                answers.stream()
                        .map(answer -> OllamaDialectTest.queueWait(Talk.wait(answer).json()))
                        .sorted()
                        .toList();

        assertThat(waits.get(0)).isZero();
        assertThat(waits.get(1)).isGreaterThan(Duration.ofMillis(40).toNanos());
        assertThat(waits.get(2)).isGreaterThan(Duration.ofMillis(100).toNanos());
    }

    @Test
    void with_slots_for_all_nobody_waits() {
        talk.server.slots(2).takes(Duration.ofMillis(20));

        Future<Talk.Answer> one = talk.begin(false);
        Future<Talk.Answer> other = talk.begin(false);

        for (Future<Talk.Answer> answer : List.of(one, other)) {
            JsonObject json = Talk.wait(answer).json();
            assertThat(OllamaDialectTest.queueWait(json)).isZero();
            assertThat(json.getLong("prompt_eval_duration")).isEqualTo(5_000_000);
            assertThat(json.getLong("eval_duration")).isEqualTo(15_000_000);
        }
    }

    @Test
    void a_stream_that_its_client_closes_frees_the_slot_for_the_next() {
        talk.server.slots(1).nextAnswers(ModelReply.ok().after(Duration.ofMinutes(5)));
        talk.server.says(request -> Optional.of("word ".repeat(1_000)));
        Future<OpenStreams.End> end = talk.server.nextEnd();

        // Ended by the client after a first piece; the next one waits in line meanwhile.
        Future<ReceivedRequest> arrived = talk.server.nextArrival();
        Future<HttpClientResponse> first =
                talk.request()
                        .compose(
                                request -> {
                                    Promise<ReceivedRequest> both = Promise.promise();
                                    arrived.compose(any -> talk.server.nextArrival())
                                            .onComplete(both);
                                    both.future().onSuccess(any -> request.reset());
                                    return request.send(talk.question(true).toBuffer());
                                });
        Talk.wait(arrived);
        Future<Talk.Answer> second = talk.begin(false);

        assertThat(Talk.failure(first)).isNotNull();
        assertThat(Talk.wait(end)).isEqualTo(OpenStreams.End.CANCELLED);
        assertThat(Talk.wait(second).status()).isEqualTo(200);
        assertThat(talk.server.streams().cancelled()).isEqualTo(1);
        assertThat(talk.server.streams().open()).isZero();
        assertThat(talk.server.running()).isZero();
    }

    @Test
    void a_request_that_is_given_up_in_line_is_never_answered() {
        talk.server.slots(1).nextAnswers(ModelReply.silence());
        Future<ReceivedRequest> held = talk.server.nextArrival();
        Future<HttpClientResponse> holder =
                talk.open(HttpMethod.POST, talk.path(), talk.question(false).toBuffer());
        Talk.wait(held);
        Future<ReceivedRequest> queued = talk.server.nextArrival();
        Future<OpenStreams.End> end = talk.server.nextEnd();

        Future<HttpClientResponse> givenUp =
                talk.request()
                        .compose(
                                request -> {
                                    queued.onSuccess(any -> request.reset());
                                    return request.send(talk.question(false).toBuffer());
                                });

        assertThat(Talk.failure(givenUp)).isNotNull();
        assertThat(Talk.wait(end)).isEqualTo(OpenStreams.End.CANCELLED);
        assertThat(talk.server.waiting()).isZero();
        assertThat(talk.server.running()).isEqualTo(1);
        assertThat(holder.isComplete()).isFalse();
    }

    @Test
    void whoever_finds_the_line_full_is_told_to_come_back() {
        talk.server.slots(1).waitingAtMost(0).nextAnswers(ModelReply.silence());
        Future<ReceivedRequest> held = talk.server.nextArrival();
        talk.begin(false);
        Talk.wait(held);

        Talk.Answer answer = talk.ask(false);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(talk.get("/stats").json())
                .isEqualTo(
                        new JsonObject(
                                """
                                {"requests": 2, "open": 1, "cancelled": 0,
                                 "running": 1, "waiting": 0}
                                """));
    }

    @Test
    void a_stream_takes_its_time_between_the_pieces() {
        talk.server.takes(Duration.ofMillis(200));
        Promise<Long> first = Promise.promise();
        long asked = System.nanoTime();

        Future<Long> last =
                talk.open(HttpMethod.POST, talk.path(), talk.question(true).toBuffer())
                        .compose(
                                response -> {
                                    response.handler(
                                            chunk -> first.tryComplete(System.nanoTime() - asked));
                                    Future<Void> end = response.end();
                                    response.resume();
                                    return end.map(ended -> System.nanoTime() - asked);
                                });

        long took = Talk.wait(last);
        assertThat(took).isGreaterThan(Duration.ofMillis(190).toNanos());
        assertThat(Talk.wait(first.future())).isLessThan(took - Duration.ofMillis(75).toNanos());
    }
}
