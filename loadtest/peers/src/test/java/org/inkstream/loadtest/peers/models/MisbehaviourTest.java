package org.inkstream.loadtest.peers.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.inkstream.loadtest.peers.OpenStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every misbehaviour in every dialect, whole and streamed, seen by a plain client. */
class MisbehaviourTest {
    private Talk talk;

    static Stream<Arguments> everyWay() {
        return Stream.of(Dialect.values())
                .flatMap(
                        dialect ->
                                Stream.of(
                                        Arguments.of(dialect, false), Arguments.of(dialect, true)));
    }

    @AfterEach
    void nothing_is_left_open_and_the_next_answer_is_good() {
        talk.server.behave();
        assertThat(talk.ask(false).status()).isEqualTo(200);
        assertThat(talk.server.streams().open()).isZero();
        assertThat(talk.server.running()).isZero();
        talk.close();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void a_reset_before_the_answer(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.resetBefore());
        Future<OpenStreams.End> end = talk.server.nextEnd();

        Throwable failure = Talk.failure(talk.begin(streamed));

        assertThat(failure).isInstanceOf(VertxException.class);
        assertThat(Talk.wait(end)).isEqualTo(OpenStreams.End.RESET);
        assertThat(talk.server.streams().cancelled()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void a_reset_after_so_many_bytes(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.resetAfterBytes(40));
        AtomicLong bytes = new AtomicLong();

        Future<Void> read = read(streamed, bytes, Long.MAX_VALUE);

        assertThat(Talk.failure(read)).isInstanceOf(VertxException.class);
        assertThat(bytes.get()).isEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void silence_until_the_client_goes_away_and_is_counted(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.silence());
        Future<ReceivedRequest> arrived = talk.server.nextArrival();
        Future<OpenStreams.End> end = talk.server.nextEnd();

        Future<Talk.Answer> answer =
                talk.request()
                        .compose(
                                request -> {
                                    arrived.onSuccess(any -> request.reset());
                                    return request.send(talk.question(streamed).toBuffer());
                                })
                        .map(response -> new Talk.Answer(200, response.headers(), null));

        assertThat(Talk.failure(answer)).isInstanceOf(VertxException.class);
        assertThat(Talk.wait(end)).isEqualTo(OpenStreams.End.CANCELLED);
        assertThat(talk.server.streams().cancelled()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void one_byte_at_a_time_is_a_good_answer_all_the_same(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.text("ok"), ModelReply.drip(Duration.ofMillis(1)));
        talk.server.says(request -> Optional.of("ok"));

        talk.ask(streamed);
        Talk.Answer answer = talk.ask(streamed);

        assertThat(talk.text(answer, streamed)).isEqualTo("ok");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void an_endless_body_stops_when_the_client_closes(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.endlessBody());
        Future<OpenStreams.End> end = talk.server.nextEnd();
        AtomicLong bytes = new AtomicLong();

        read(streamed, bytes, 3_000_000);

        assertThat(Talk.wait(end)).isEqualTo(OpenStreams.End.CANCELLED);
        assertThat(bytes.get()).isGreaterThan(3_000_000);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void a_huge_body_is_a_hundred_megabytes_and_still_well_formed(
            Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.hugeBody(100_000_000));
        AtomicLong bytes = new AtomicLong();

        Talk.wait(read(streamed, bytes, Long.MAX_VALUE));

        assertThat(bytes.get()).isGreaterThan(100_000_000).isLessThan(100_100_000);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void truncated_json_ends_as_if_it_were_whole(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.ok(), ModelReply.truncatedJson());

        Talk.Answer good = talk.ask(streamed);
        Talk.Answer half = talk.ask(streamed);

        assertThat(half.status()).isEqualTo(200);
        // Ids and times differ in length by a digit at most.
        assertThat(half.body().length())
                .isBetween(good.body().length() / 3, good.body().length() * 2 / 3);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void invalid_utf8_stands_in_the_text(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.invalidUtf8());

        Talk.Answer answer = talk.ask(streamed);

        ByteBuffer bytes = ByteBuffer.wrap(answer.body().getBytes());
        assertThat(answer.status()).isEqualTo(200);
        assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(bytes))
                .isInstanceOf(CharacterCodingException.class);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void another_request_is_answered(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.wrongId());

        String body = talk.ask(streamed).body().toString();

        assertThat(body).contains("another-model");
        assertThat(body.contains("llama3.2")).isEqualTo(streamed);
        assertThat(body.contains("987654321")).isEqualTo(dialect != Dialect.OLLAMA);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void the_answer_comes_twice(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.duplicateReply());

        String body = talk.ask(streamed).body().toString();

        assertThat(body.substring(body.length() / 2))
                .isEqualTo(body.substring(0, body.length() / 2));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void the_text_does_not_follow_the_schema(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.schemaInvalid());

        JsonObject said = new JsonObject(talk.text(talk.ask(streamed), streamed));

        assertThat(said.getValue("summary")).isInstanceOf(JsonObject.class);
        assertThat(said.getValue("people")).isInstanceOf(JsonObject.class);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void the_text_is_cut_by_length_or_without_a_word(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.ok(), ModelReply.cutByLength(), ModelReply.halfOfTheText());

        String good = talk.text(talk.ask(streamed), streamed);
        Talk.Answer cut = talk.ask(streamed);
        Talk.Answer half = talk.ask(streamed);

        assertThat(talk.text(cut, streamed)).isEqualTo(good.substring(0, good.length() / 2));
        assertThat(talk.text(half, streamed)).isEqualTo(talk.text(cut, streamed));
        assertThat(cut.body().toString()).containsAnyOf("\"length\"", "\"max_tokens\"");
        assertThat(half.body().toString()).doesNotContain("\"length\"", "\"max_tokens\"");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void an_error_status_has_a_body_and_a_time_to_wait(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.status(429).retryAfter(2));
        talk.server.nextAnswers(
                ModelReply.status(500), ModelReply.status(503), ModelReply.status(529));

        Talk.Answer limited = talk.ask(streamed);

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.headers().get("retry-after")).isEqualTo("2");
        assertThat(limited.json().containsKey("error")).isTrue();
        assertThat(talk.ask(streamed).status()).isEqualTo(500);
        assertThat(talk.ask(streamed).status()).isEqualTo(503);
        assertThat(talk.ask(streamed).status()).isEqualTo(529);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void a_stream_ends_without_its_last_piece(Dialect dialect, boolean streamed) {
        talkTo(dialect, ModelReply.withoutLastPiece());

        Talk.Answer answer = talk.ask(streamed);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().toString())
                .doesNotContain("\"done\":true", "[DONE]", "message_stop");
    }

    private void talkTo(Dialect dialect, ModelReply... replies) {
        talk = Talk.to(dialect);
        talk.server.nextAnswers(replies);
    }

    /** Counts the bytes of an answer without keeping them, and goes away after so many. */
    private Future<Void> read(boolean streamed, AtomicLong bytes, long most) {
        Promise<Void> done = Promise.promise();
        talk.open(HttpMethod.POST, talk.path(), talk.question(streamed).toBuffer())
                .onFailure(done::tryFail)
                .onSuccess(response -> count(response, bytes, most, done));
        return done.future();
    }

    private static void count(
            HttpClientResponse response, AtomicLong bytes, long most, Promise<Void> done) {
        response.exceptionHandler(done::tryFail);
        response.endHandler(end -> done.tryComplete());
        response.handler(
                chunk -> {
                    if (bytes.addAndGet(chunk.length()) > most) {
                        response.request().reset();
                    }
                });
        response.resume();
    }
}
