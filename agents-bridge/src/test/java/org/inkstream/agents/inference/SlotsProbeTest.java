package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a real socket; what llama.cpp's own simulation says is in the test of its slots. */
class SlotsProbeTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<String> body = new AtomicReference<>("");
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer server;

    @BeforeEach
    void listen() {
        server =
                vertx.createHttpServer()
                        .requestHandler(
                                request -> {
                                    boolean here = "/props".equals(request.path());
                                    request.response()
                                            .setStatusCode(here ? status.get() : 404)
                                            .end(here ? body.get() : "");
                                })
                        .listen(0, "127.0.0.1")
                        .await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void the_page_lies_beside_the_version_of_the_interface() {
        body.set("{\"default_generation_settings\": {}, \"total_slots\": 4}");

        assertThat(ask("")).isEqualTo(4);
        assertThat(ask("/v1")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[4]",
                "{}",
                "{\"total_slots\": 0}",
                "{\"total_slots\": -1}",
                "{\"total_slots\": 2.5}",
                "{\"total_slots\": \"4\"}",
                "{\"total_slots\": null}",
                "{\"total_slots\": 99999999999}",
                "{\"error\": \"Unexpected endpoint or method. (GET /props)\"}"
            })
    void whoever_says_something_else_does_not_say(String said) {
        body.set(said);

        assertRefused("");
    }

    @Test
    void whoever_has_no_such_page_does_not_say() {
        assertRefused("/elsewhere");
    }

    @Test
    void whoever_still_loads_its_model_may_say_later() {
        status.set(503);

        assertThat(failure("").errorClass()).isEqualTo(ErrorClass.OVERLOADED);
    }

    private void assertRefused(String path) {
        assertThat(failure(path).errorClass()).isEqualTo(ErrorClass.REFUSED);
    }

    private CallFailure failure(String path) {
        return catchThrowableOfType(CallFailure.class, () -> ask(path));
    }

    private int ask(String path) {
        EndpointSpec spec =
                Requests.endpoint(
                        EndpointSpec.Kind.OPENAI,
                        "http://127.0.0.1:" + server.actualPort() + path,
                        "");
        VertxTimers timers = new VertxTimers(vertx, vertx.getOrCreateContext());
        ModelEndpoints endpoints = new ModelEndpoints(Map.of(), RateLimits.Listener.IGNORED);
        return endpoints.openHttp(vertx, spec, timers).slots().await();
    }
}
