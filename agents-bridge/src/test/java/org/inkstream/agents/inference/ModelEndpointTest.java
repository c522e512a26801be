package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.loadtest.peers.models.Dialect.ANTHROPIC;
import static org.inkstream.loadtest.peers.models.Dialect.OLLAMA;
import static org.inkstream.loadtest.peers.models.Dialect.OPENAI;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.loadtest.peers.OpenStreams;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelReply;
import org.inkstream.loadtest.peers.models.TokenCounts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every protocol against a server that misbehaves in every way we know of. */
class ModelEndpointTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final long HUNDRED_MIB = 100L << 20;

    private static Vertx vertx;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().await();
    }

    static Stream<Arguments> failures() {
        List<Arguments> all = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            List.of(429, 503, 529)
                    .forEach(status -> all.add(status(dialect, status, ErrorClass.OVERLOADED)));
            List.of(500, 502)
                    .forEach(status -> all.add(status(dialect, status, ErrorClass.UNKNOWN)));
            List.of(401, 403)
                    .forEach(status -> all.add(status(dialect, status, ErrorClass.AUTHENTICATION)));
            List.of(402, 404)
                    .forEach(status -> all.add(status(dialect, status, ErrorClass.REFUSED)));
            List.of(400, 413)
                    .forEach(status -> all.add(status(dialect, status, ErrorClass.INVALID_DATA)));
            List.of(499, 504)
                    .forEach(status -> all.add(status(dialect, status, ErrorClass.TIMEOUT)));
            all.add(of(dialect, "reset before", ModelReply.resetBefore(), ErrorClass.CONNECTION));
            all.add(
                    of(
                            dialect,
                            "reset after 40 bytes",
                            ModelReply.resetAfterBytes(40),
                            ErrorClass.CONNECTION));
            all.add(of(dialect, "cut", ModelReply.truncatedJson(), ErrorClass.CONNECTION));
            all.add(of(dialect, "endless", ModelReply.endlessBody(), ErrorClass.INVALID_DATA));
            all.add(
                    of(
                            dialect,
                            "100 MiB",
                            ModelReply.hugeBody(HUNDRED_MIB),
                            ErrorClass.INVALID_DATA));
            all.add(of(dialect, "no UTF-8", ModelReply.invalidUtf8(), ErrorClass.INVALID_DATA));
        }
        all.add(of(OLLAMA, "no last", ModelReply.withoutLastPiece(), ErrorClass.CONNECTION));
        all.add(of(ANTHROPIC, "no last", ModelReply.withoutLastPiece(), ErrorClass.CONNECTION));
        // Ollama's errors have no class of their own once the stream has begun.
        all.add(of(OLLAMA, "error inside", ModelReply.errorInStream(503), ErrorClass.UNKNOWN));
        all.add(of(OPENAI, "error inside", ModelReply.errorInStream(503), ErrorClass.OVERLOADED));
        all.add(
                of(
                        ANTHROPIC,
                        "error inside",
                        ModelReply.errorInStream(529),
                        ErrorClass.OVERLOADED));
        all.add(of(ANTHROPIC, "no money", ModelReply.errorInStream(402), ErrorClass.REFUSED));
        all.add(of(OLLAMA, "of another", ModelReply.wrongId(), ErrorClass.INVALID_DATA));
        all.add(of(OPENAI, "of another", ModelReply.wrongId(), ErrorClass.INVALID_DATA));
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("failures")
    void each_way_to_fail_has_its_class_and_leaves_nothing_behind(
            Dialect dialect, String name, ModelReply reply, ErrorClass errorClass) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.nextAnswers(reply);

            CallFailure failure = harness.failure(harness.ask());

            assertThat(failure.errorClass()).isEqualTo(errorClass);
            harness.assertNothingIsLeft();
            assertThat(harness.ask().succeeded()).isTrue();
            harness.assertNothingIsLeft();
        }
    }

    static Stream<Arguments> silences() {
        return Stream.of(Dialect.values())
                .flatMap(
                        dialect ->
                                Stream.of(
                                        Arguments.of(dialect, "silence", ModelReply.silence()),
                                        Arguments.of(
                                                dialect,
                                                "a byte each 100 ms",
                                                ModelReply.drip(Duration.ofMillis(100)))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("silences")
    void a_server_that_takes_too_long_is_given_up_at_the_deadline_and_hears_of_it(
            Dialect dialect, String name, ModelReply reply) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.nextAnswers(reply);
            Future<OpenStreams.End> end = harness.peer.nextEnd();

            CallFailure failure = harness.failure(harness.ask(SHORT));

            assertThat(failure.errorClass()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(ModelServerHarness.ended(end).result()).isEqualTo(OpenStreams.End.CANCELLED);
            harness.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void giving_up_stops_the_server_and_frees_the_connection(Dialect dialect) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.slots(1).nextAnswers(ModelReply.ok().after(Duration.ofSeconds(30)));
            Future<?> arrival = harness.peer.nextArrival();
            Future<OpenStreams.End> end = harness.peer.nextEnd();
            ModelEndpoint.Generation given =
                    harness.begin(Requests.request(ModelServerHarness.LONG));
            ModelServerHarness.ended(arrival);

            harness.onLoop(
                    () -> {
                        given.abort();
                        given.abort();
                        return true;
                    });
            Future<ModelAnswer> next = harness.ask();

            assertThat(ModelServerHarness.ended(end).result()).isEqualTo(OpenStreams.End.CANCELLED);
            assertThat(next.succeeded()).isTrue();
            assertThat(harness.failure(ModelServerHarness.ended(given.answer())).errorClass())
                    .isEqualTo(ErrorClass.CONNECTION);
            harness.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void what_is_given_up_before_it_was_sent_never_arrives(Dialect dialect) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.onLoop(
                    () -> {
                        for (int i = 0; i < 5; i++) {
                            harness.endpoint
                                    .generate(Requests.request(ModelServerHarness.LONG))
                                    .abort();
                        }
                        return true;
                    });

            Future<ModelAnswer> next = harness.ask();

            assertThat(next.succeeded()).isTrue();
            assertThat(harness.peer.requests()).hasSize(1);
            harness.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void closing_fails_what_is_in_the_air_as_connection(Dialect dialect) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.nextAnswers(ModelReply.silence());
            Future<?> arrival = harness.peer.nextArrival();
            ModelEndpoint.Generation inTheAir =
                    harness.begin(Requests.request(ModelServerHarness.LONG));
            ModelServerHarness.ended(arrival);

            harness.onLoop(harness.endpoint::close).await();

            CallFailure failure = harness.failure(ModelServerHarness.ended(inTheAir.answer()));
            assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONNECTION);
            harness.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_second_answer_on_the_same_stream_is_never_applied(Dialect dialect) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.says(request -> java.util.Optional.of("{\"summary\":\"once\"}"));
            harness.peer.nextAnswers(ModelReply.duplicateReply());

            ModelAnswer answer = harness.ask().result();

            assertThat(answer.text()).isEqualTo("{\"summary\":\"once\"}");
            harness.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void an_answer_that_was_cut_by_its_bound_says_so_and_what_it_used(Dialect dialect) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.nextAnswers(ModelReply.cutByLength().usage(TokenCounts.of(1_000, 512)));

            ModelAnswer answer = harness.ask().result();

            assertThat(answer.stop()).isEqualTo(ModelAnswer.Stop.LENGTH);
            assertThat(answer.usage().inputTokens()).isEqualTo(1_000);
            assertThat(answer.usage().outputTokens()).isEqualTo(512);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void an_overloaded_server_says_how_long_to_wait(Dialect dialect) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.nextAnswers(ModelReply.status(429).retryAfter(7));

            CallFailure failure = harness.failure(harness.ask());

            assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    private static Arguments status(Dialect dialect, int status, ErrorClass errorClass) {
        return of(dialect, "" + status, ModelReply.status(status), errorClass);
    }

    private static Arguments of(
            Dialect dialect, String name, ModelReply reply, ErrorClass errorClass) {
        return Arguments.of(dialect, name, reply, errorClass);
    }
}
