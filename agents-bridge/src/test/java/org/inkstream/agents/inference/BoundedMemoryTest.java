package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.models.EndpointSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that never stops writing is cut off near the bound, and its connection is closed. */
class BoundedMemoryTest {
    /** What the operating system takes in between, on both sides. */
    private static final long IN_SOCKETS_BYTES = 16 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong written = new AtomicLong();
    private final Promise<Void> closed = Promise.promise();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    static Stream<Arguments> bodies() {
        String openAi = "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{}}]}\n\n";
        String anthropic = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
        String ollama = "{\"model\":\"m\",\"message\":{\"content\":\"\"},\"done\":false}\n";
        return Stream.of(
                Arguments.of("openai events", EndpointSpec.Kind.OPENAI, 200, openAi),
                Arguments.of("anthropic pings", EndpointSpec.Kind.ANTHROPIC, 200, anthropic),
                Arguments.of("ollama lines", EndpointSpec.Kind.OLLAMA, 200, ollama),
                Arguments.of("one endless line", EndpointSpec.Kind.OLLAMA, 200, "a"),
                Arguments.of("an endless refusal", EndpointSpec.Kind.OPENAI, 500, "a"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void an_endless_body_is_read_up_to_its_bound_only(
            String name, EndpointSpec.Kind kind, int status, String piece) {
        NetServer server = vertx.createNetServer();
        server.connectHandler(socket -> pour(socket, status, piece)).listen(0).await();
        String url = "http://127.0.0.1:" + server.actualPort();
        try (ModelServerHarness harness = new ModelServerHarness(vertx, Dialect.OLLAMA)) {
            HttpModelEndpoint endpoint = harness.open(kind, url, Map.of(), "");
            ModelRequest request = Requests.request(ModelServerHarness.LONG);

            Future<ModelAnswer> answer =
                    ModelServerHarness.ended(
                            harness.onLoop(() -> endpoint.generate(request)).answer());

            CallFailure failure = harness.failure(answer);
            assertThat(failure.errorClass()).isEqualTo(ErrorClass.INVALID_DATA);
            assertThat(ModelServerHarness.ended(closed.future()).succeeded()).isTrue();
            assertThat(written.get())
                    .isLessThan(Bounds.of(request.model()).bytes() + IN_SOCKETS_BYTES);
            assertThat(endpoint.inTheAir()).isZero();
            assertThat(harness.timers.pending()).isZero();
            harness.onLoop(endpoint::close).await();
        }
    }

    private void pour(NetSocket socket, int status, String piece) {
        Buffer pieces = Buffer.buffer(piece.repeat(16_384 / piece.length()));
        Buffer chunk =
                Buffer.buffer(Integer.toHexString(pieces.length()) + "\r\n")
                        .appendBuffer(pieces)
                        .appendString("\r\n");
        socket.closeHandler(gone -> closed.tryComplete());
        socket.exceptionHandler(gone -> {});
        socket.handler(
                first -> {
                    socket.handler(more -> {});
                    socket.write(
                            "HTTP/1.1 "
                                    + status
                                    + " X\r\ncontent-type: text/event-stream\r\n"
                                    + "transfer-encoding: chunked\r\n\r\n");
                    pump(socket, chunk);
                });
    }

    private void pump(NetSocket socket, Buffer chunk) {
        socket.write(chunk)
                .onSuccess(
                        taken -> {
                            written.addAndGet(chunk.length());
                            vertx.runOnContext(next -> pump(socket, chunk));
                        });
    }
}
