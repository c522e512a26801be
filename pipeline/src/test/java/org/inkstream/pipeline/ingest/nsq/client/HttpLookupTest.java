package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpLookupTest {
    private static final int LIMIT_SECONDS = 60;
    private static final String ANSWER =
            "{\"producers\": [{\"broadcast_address\": \"a\", \"tcp_port\": 4150}]}";

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final VirtualTimers timers = new VirtualTimers();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void the_nsqd_that_have_the_topic_are_named() throws Exception {
        Future<Set<NsqdAddress>> producers =
                ask(
                        "letters#ephemeral",
                        request -> {
                            boolean asked =
                                    "/lookup?topic=letters%23ephemeral".equals(request.uri());
                            request.response().end(asked ? ANSWER : "{}");
                        });

        assertThat(await(producers)).containsExactly(new NsqdAddress("a", 4150));
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_topic_that_nobody_has_is_no_failure() throws Exception {
        Future<Set<NsqdAddress>> producers =
                ask(
                        "letters",
                        request ->
                                request.response()
                                        .setStatusCode(404)
                                        .end("{\"message\":\"TOPIC_NOT_FOUND\"}"));

        assertThat(await(producers)).isEmpty();
    }

    @Test
    void an_error_is_a_failure_whatever_it_says() {
        Future<Set<NsqdAddress>> producers =
                ask("letters", request -> request.response().setStatusCode(500).end(ANSWER));

        assertThat(failure(producers)).hasMessageContaining("500");
    }

    @Test
    void nonsense_is_a_failure() {
        Future<Set<NsqdAddress>> producers =
                ask("letters", request -> request.response().end("<html>"));

        assertThat(failure(producers)).hasMessageContaining("JSON");
    }

    @Test
    void an_answer_without_end_is_cut_off() throws Exception {
        Promise<Void> cut = Promise.promise();
        Future<Set<NsqdAddress>> producers =
                ask(
                        "letters",
                        request -> {
                            request.response()
                                    .setChunked(true)
                                    .closeHandler(gone -> cut.tryComplete());
                            drip(request);
                        });

        assertThat(failure(producers)).hasMessageContaining("bytes");
        await(cut.future());
    }

    @Test
    void a_server_that_says_nothing_is_left_after_a_while() throws Exception {
        Promise<Void> asked = Promise.promise();
        Future<Set<NsqdAddress>> producers = ask("letters", request -> asked.tryComplete());
        await(asked.future());

        loop.runOnContext(go -> timers.advance(Duration.ofSeconds(10)));

        assertThat(failure(producers)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void a_server_that_hangs_up_is_a_failure() {
        Future<Set<NsqdAddress>> producers =
                ask("letters", request -> request.connection().close());

        assertThat(failure(producers)).isNotNull();
    }

    private static void drip(HttpServerRequest request) {
        if (!request.response().closed()) {
            request.response()
                    .write(Buffer.buffer(new byte[64 * 1024]))
                    .onSuccess(written -> drip(request));
        }
    }

    private Future<Set<NsqdAddress>> ask(String topic, Consumer<HttpServerRequest> answering) {
        Promise<Set<NsqdAddress>> answer = Promise.promise();
        loop.runOnContext(
                go ->
                        vertx.createHttpServer()
                                .requestHandler(answering::accept)
                                .listen(0, "127.0.0.1")
                                .map(HttpServer::actualPort)
                                .map(port -> URI.create("http://127.0.0.1:" + port + "/"))
                                .compose(
                                        server ->
                                                new HttpLookup(vertx.createHttpClient(), timers)
                                                        .producers(server, topic))
                                .onComplete(answer));
        return answer.future();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static Throwable failure(Future<?> future) {
        try {
            await(future);
            throw new AssertionError("it should have failed");
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (Exception other) {
            throw new AssertionError("it should have failed in time", other);
        }
    }
}
