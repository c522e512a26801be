package org.inkstream.loadtest.peers.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int PIECES = 200;
    private static final long BETWEEN_TWO_LOOKS = 300_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** A piece may become due while it is reckoned for how long to wait for it. */
    @Test
    void no_piece_is_left_out_however_the_clock_goes_on_meanwhile() {
        List<Buffer> pieces =
                IntStream.range(0, PIECES)
                        .mapToObj(i -> Buffer.buffer("%03d".formatted(i)))
                        .toList();
        AtomicLong clock = new AtomicLong();
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(
                                request ->
                                        new Pace(
                                                        vertx,
                                                        request.response().setChunked(true),
                                                        pieces,
                                                        Duration.ofMillis(100),
                                                        () -> clock.addAndGet(BETWEEN_TWO_LOOKS))
                                                .run())
                        .listen(0, "127.0.0.1")
                        .await();

        Buffer body =
                vertx.createHttpClient()
                        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                        .compose(request -> request.send().compose(HttpClientResponse::body))
                        .timeout(20, TimeUnit.SECONDS)
                        .await();

        assertThat(body.length()).isEqualTo(3 * PIECES);
    }
}
