package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.ingest.nsq.client.ClientLoop.await;
import static org.inkstream.pipeline.ingest.nsq.client.ClientLoop.failure;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;
import org.inkstream.pipeline.ingest.nsq.wire.FrameBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileServerTest {
    private static final Buffer OK = FrameBytes.response("OK");
    private static final Buffer HEARTBEAT = FrameBytes.response("_heartbeat_");
    private static final Command PUB = Command.publish("topic", Buffer.buffer("x"));

    private final ClientLoop client = new ClientLoop();

    @AfterEach
    void no_timer_outlives_a_connection() {
        client.close();

        assertThat(client.timers.pending()).isZero();
    }

    static Stream<Arguments> greetings() {
        Options plain = Options.plain();
        Options tls = plain.tls(new NsqOptions.Tls.On(new ClientSSLOptions().setTrustAll(true)));
        Options snappy = plain.compression(NsqOptions.Compression.SNAPPY);
        return Stream.of(
                Arguments.of(plain, Buffer.buffer("HTTP/1.1 400 Bad Request\r\n\r\n"), "when 6"),
                Arguments.of(plain, OK, "not one of nsqd"),
                Arguments.of(plain, FrameBytes.response("[1]"), "not one of nsqd"),
                Arguments.of(plain, FrameBytes.response("{}"), "not one of nsqd"),
                Arguments.of(
                        plain,
                        FrameBytes.response("{\"max_rdy_count\":\"many\"}"),
                        "not one of nsqd"),
                Arguments.of(
                        plain, FrameBytes.failure("E_BAD_BODY IDENTIFY no"), "E_BAD_BODY IDENTIFY"),
                Arguments.of(tls, HostileServer.terms(""), "does not offer TLS"),
                Arguments.of(
                        tls,
                        HostileServer.terms(",\"tls_v1\":true").appendBuffer(OK),
                        "more before TLS"),
                Arguments.of(snappy, HostileServer.terms(""), "does not offer snappy"),
                Arguments.of(
                        snappy,
                        HostileServer.terms(",\"snappy\":true").appendString("\u0001noise"),
                        "UNCOMPRESSED_DATA"),
                Arguments.of(
                        plain, HostileServer.terms(",\"auth_required\":true"), "asks for AUTH"));
    }

    @ParameterizedTest
    @MethodSource("greetings")
    void a_greeting_that_fails_says_why_and_leaves_nothing_open(
            Options options, Buffer answer, String reason) {
        HostileServer server = HostileServer.saying(client.vertx, answer);

        Throwable failure = client.failsToConnect(options.build(), server.address());

        assertThat(failure).hasMessageContaining(reason);
        await(server.hungUp.future());
        assertThat(client.timers.pending()).isZero();
    }

    @Test
    void a_secret_that_permits_nothing_is_no_login() {
        HostileServer server =
                HostileServer.answering(
                        client.vertx,
                        (command, socket) ->
                                socket.write(
                                        command.name().equals("AUTH")
                                                ? FrameBytes.response("{\"permission_count\":0}")
                                                : HostileServer.terms(",\"auth_required\":true")));

        Throwable failure =
                client.failsToConnect(Options.plain().secret("s").build(), server.address());

        assertThat(failure).hasMessageContaining("permits nothing");
        await(server.hungUp.future());
    }

    @Test
    void a_server_that_says_nothing_is_left() {
        HostileServer server = HostileServer.answering(client.vertx, (command, socket) -> {});

        Throwable failure =
                client.failsToConnect(
                        Options.plain().connectTimeout(Duration.ofMillis(200)).build(),
                        server.address());

        assertThat(failure).hasMessageContaining("did not answer to IDENTIFY in time");
        await(server.hungUp.future());
    }

    @Test
    void heartbeats_are_answered_and_are_no_answers_themselves() {
        List<String> received = new CopyOnWriteArrayList<>();
        HostileServer server =
                HostileServer.greeting(
                        client.vertx,
                        (command, socket) -> {
                            received.add(command.name());
                            if (received.size() == 1) {
                                socket.write(HEARTBEAT);
                            } else {
                                socket.write(OK);
                            }
                        });
        NsqConnection connection = client.connect(Options.plain().build(), server.address());

        await(client.on(() -> connection.ask(PUB)));

        assertThat(received).containsExactly("PUB", "NOP");
        await(client.on(connection::close));
    }

    @Test
    void a_late_word_is_told_to_the_inbox_and_to_nobody_who_waits() {
        HostileServer server =
                HostileServer.greeting(
                        client.vertx,
                        (command, socket) ->
                                socket.write(
                                        FrameBytes.failure("E_TOUCH_FAILED TOUCH late")
                                                .appendBuffer(OK)));
        NsqConnection connection = client.connect(Options.plain().build(), server.address());

        await(client.on(() -> connection.ask(PUB)));

        assertThat(client.tooLate)
                .containsExactly(new Frame.Failure("E_TOUCH_FAILED", "TOUCH late"));
        await(client.on(connection::close));
    }

    @Test
    void a_refusal_is_told_to_all_who_wait_and_is_the_end() {
        HostileServer server =
                HostileServer.greeting(
                        client.vertx,
                        (command, socket) ->
                                socket.write(FrameBytes.failure("E_PUB_FAILED PUB disk full")));
        NsqConnection connection = client.connect(Options.plain().build(), server.address());

        List<Future<Void>> asked = askTwice(connection);

        for (Future<Void> one : asked) {
            assertThat(failure(one))
                    .isInstanceOf(NsqRefusal.class)
                    .hasMessage("E_PUB_FAILED PUB disk full");
        }
        await(connection.ended());
        await(server.hungUp.future());
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of(Buffer.buffer().appendInt(-5).appendInt(0), "no room for its type"),
                Arguments.of(FrameBytes.frame(7, Buffer.buffer("x")), "a frame of type 7"),
                Arguments.of(OK.copy().appendBuffer(OK).appendBuffer(OK), ""),
                Arguments.of(FrameBytes.response("CLOSE_WAIT"), "something else"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsense_ends_a_connection_and_nobody_waits_for_ever(Buffer bytes, String reason) {
        HostileServer server =
                HostileServer.greeting(client.vertx, (command, socket) -> socket.write(bytes));
        NsqConnection connection = client.connect(Options.plain().build(), server.address());

        List<Future<Void>> asked = askTwice(connection);

        await(connection.ended());
        await(server.hungUp.future());
        for (Future<Void> one : asked) {
            await(one.transform(outcome -> Future.succeededFuture()));
        }
        assertThat(failure(client.on(() -> connection.ask(PUB)))).hasMessageContaining(reason);
        assertThat(failure(client.on(() -> connection.send(Command.nop()))))
                .isInstanceOf(NsqConnectionEnded.class);
    }

    @Test
    void what_comes_compressed_together_with_the_last_plain_bytes_is_unpacked() {
        HostileServer server =
                HostileServer.saying(
                        client.vertx,
                        HostileServer.terms(",\"deflate\":true").appendBuffer(deflated(OK)));

        NsqConnection connection =
                client.connect(
                        Options.plain().compression(NsqOptions.Compression.DEFLATE).build(),
                        server.address());

        assertThat(connection.terms().maxReady()).isEqualTo(2_500);
        await(client.on(connection::close));
    }

    @Test
    void a_bomb_is_judged_by_its_first_piece() {
        Buffer zeros = Buffer.buffer(new byte[50_000_000]);
        Buffer bomb = HostileServer.terms(",\"deflate\":true").appendBuffer(deflated(OK, zeros));
        HostileServer server = HostileServer.saying(client.vertx, bomb);
        Options deflate = Options.plain().compression(NsqOptions.Compression.DEFLATE);

        NsqConnection connection = client.connect(deflate.build(), server.address());

        await(connection.ended());
        assertThat(failure(client.on(() -> connection.ask(PUB))))
                .hasMessageContaining("a frame of 0 bytes");
        await(server.hungUp.future());
    }

    @Test
    void there_is_a_bound_to_what_waits_for_an_answer() {
        HostileServer server = HostileServer.greeting(client.vertx, (command, socket) -> {});
        NsqConnection connection = client.connect(Options.plain().build(), server.address());
        Command large = Command.publish("topic", Buffer.buffer(new byte[1_000_000]));

        Future<Void> over =
                client.on(
                        () -> {
                            Future<Void> last = connection.ask(large);
                            for (int i = 0; i < 70; i++) {
                                last = connection.ask(large);
                            }
                            return last;
                        });

        assertThat(failure(over)).isInstanceOf(NsqNotSent.class);
        assertThat(connection.ended().isComplete()).isFalse();
        await(client.on(connection::close));
    }

    private List<Future<Void>> askTwice(NsqConnection connection) {
        List<Future<Void>> asked = new ArrayList<>();
        await(
                client.on(
                        () -> {
                            asked.add(connection.ask(PUB));
                            asked.add(connection.ask(PUB));
                            return Future.succeededFuture();
                        }));
        return asked;
    }

    private static Buffer deflated(Buffer... parts) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        Buffer packed = Buffer.buffer();
        byte[] piece = new byte[64 * 1024];
        for (Buffer part : parts) {
            deflater.setInput(part.getBytes());
            int length;
            do {
                length = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
                packed.appendBytes(piece, 0, length);
            } while (length == piece.length);
        }
        deflater.end();
        return packed;
    }
}
