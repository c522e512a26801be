package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.inkstream.loadtest.peers.models.Dialect.OLLAMA;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelReply;
import org.inkstream.models.EndpointSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a model server is, how its key is found, and whether it is there. */
class ModelEndpointsTest {
    private static Vertx vertx;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({
        "OLLAMA, ''",
        "OLLAMA, /",
        "OPENAI, ''",
        "OPENAI, /v1",
        "OPENAI, /v1/",
        "ANTHROPIC, ''",
        "ANTHROPIC, /v1"
    })
    void the_version_may_be_part_of_the_address_or_not(Dialect dialect, String path) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect, path)) {
            assertThat(harness.ask().succeeded()).isTrue();
            assertThat(ModelServerHarness.ended(ping(harness)).succeeded()).isTrue();
            assertThat(harness.timers.pending()).isZero();
        }
    }

    @Test
    void a_probe_does_not_wait_for_answers() {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, OLLAMA)) {
            harness.peer.fromNowOn(ModelReply.silence());
            ModelRequest request = Requests.request(ModelServerHarness.LONG);
            for (int i = 0; i < 2; i++) {
                Future<?> arrival = harness.peer.nextArrival();
                harness.begin(request);
                ModelServerHarness.ended(arrival);
            }

            assertThat(ModelServerHarness.ended(ping(harness)).succeeded()).isTrue();
        }
    }

    @Test
    void nobody_at_the_address_is_a_connection_failure_also_for_a_probe() {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, OLLAMA)) {
            harness.peer.close().await();

            assertThat(harness.failure(harness.ask()).errorClass())
                    .isEqualTo(ErrorClass.CONNECTION);
            CallFailure noProbe = (CallFailure) ModelServerHarness.ended(ping(harness)).cause();
            assertThat(noProbe.errorClass()).isEqualTo(ErrorClass.CONNECTION);
            assertThat(harness.endpoint.inTheAir()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"OPENAI", "ANTHROPIC"})
    void the_key_comes_from_the_environment_and_is_sent(Dialect dialect) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            harness.peer.requiresKey("sk-test");
            HttpModelEndpoint withKey =
                    harness.open(
                            EndpointSpec.Kind.valueOf(dialect.name()),
                            harness.peer.url(),
                            Map.of("THE_KEY", " sk-test\n"),
                            "THE_KEY");
            ModelRequest request = Requests.request(ModelServerHarness.LONG);

            Future<ModelAnswer> known =
                    ModelServerHarness.ended(
                            harness.onLoop(() -> withKey.generate(request)).answer());

            assertThat(known.succeeded()).isTrue();
            assertThat(harness.failure(harness.ask()).errorClass())
                    .isEqualTo(ErrorClass.AUTHENTICATION);
            withKey.close().await();
        }
    }

    @Test
    void a_missing_or_mangled_key_is_told_by_the_name_of_its_variable_alone() {
        EndpointSpec spec =
                Requests.endpoint(EndpointSpec.Kind.ANTHROPIC, "https://a.example", "THE_KEY");
        ModelEndpoints none = new ModelEndpoints(Map.of(), RateLimits.Listener.IGNORED);
        ModelEndpoints mangled =
                new ModelEndpoints(Map.of("THE_KEY", "sk-se\ncret"), RateLimits.Listener.IGNORED);

        assertThat(none.problems(spec)).singleElement().asString().contains("THE_KEY", "not set");
        List<String> problems = mangled.problems(spec);
        assertThat(problems).singleElement().asString().contains("THE_KEY");
        assertThat(problems.toString()).doesNotContain("sk-se");
        assertThatThrownBy(() -> ServerAddress.parse("http:///nowhere"))
                .hasMessageContaining("is not the URL of a model server");
    }

    @ParameterizedTest
    @CsvSource({"OLLAMA, true", "OPENAI, true", "ANTHROPIC, false"})
    void whether_there_is_a_free_question_is_told_with_the_answer(Dialect dialect, boolean asked) {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, dialect)) {
            assertThat(look(harness).asked()).isEqualTo(asked);
        }
    }

    @Test
    void the_models_that_a_server_has_loaded_are_counted() {
        try (ModelServerHarness harness = new ModelServerHarness(vertx, OLLAMA)) {
            OptionalInt before = look(harness).loaded();
            harness.ask();

            assertThat(before).hasValue(0);
            assertThat(look(harness).loaded()).hasValue(1);
        }
    }

    private static ModelEndpoint.Sight look(ModelServerHarness harness) {
        return ModelServerHarness.ended(harness.onLoop(harness.endpoint::look)).result();
    }

    private static Future<Void> ping(ModelServerHarness harness) {
        return harness.onLoop(harness.endpoint::ping);
    }
}
