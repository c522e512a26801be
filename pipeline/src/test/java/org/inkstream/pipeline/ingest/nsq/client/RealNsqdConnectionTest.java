package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.ingest.nsq.client.ClientLoop.await;
import static org.inkstream.pipeline.ingest.nsq.client.ClientLoop.failure;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealNsqdConnectionTest {
    private static final String ALL_RIGHTS =
            """
            {"ttl":3600,"identity":"","identity_url":"","authorizations":
            [{"topic":".*","channels":[".*"],"permissions":["subscribe","publish"]}]}""";
    private static final String NO_RIGHTS = "{\"ttl\":3600,\"authorizations\":[]}";

    @TempDir static Path folder;
    private static Certificate certificate;

    private final ClientLoop client = new ClientLoop();
    private NsqdProcess nsqd;

    @BeforeAll
    static void is_skipped_where_nsqd_is_not_installed() throws Exception {
        Assumptions.assumeTrue(NsqBinaries.areInstalled(), "skipped: " + NsqBinaries.MISSING);
        certificate = Certificate.of(folder, "dns:localhost");
    }

    @AfterEach
    void nothing_is_left() {
        if (nsqd != null) {
            nsqd.close();
        }
        client.close();
    }

    @Test
    void an_nsqd_that_is_greeted_tells_its_terms() {
        start(NsqdRules.usual().maxMessageTimeout(Duration.ofSeconds(90)), "-max-rdy-count=17");

        NsqConnection connection = client.connect(Options.plain().build(), at("127.0.0.1"));

        assertThat(connection.terms())
                .isEqualTo(
                        new NsqdTerms(
                                connection.terms().version(),
                                17,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(90)));
        assertThat(connection.terms().version()).startsWith("1.");
    }

    @ParameterizedTest
    @EnumSource(NsqOptions.Compression.class)
    void what_goes_in_comes_out(NsqOptions.Compression compression) {
        start(NsqdRules.usual());

        goesThrough(Options.plain().compression(compression).build(), at("127.0.0.1"));
    }

    @ParameterizedTest
    @EnumSource(NsqOptions.Compression.class)
    void what_goes_in_comes_out_over_tls(NsqOptions.Compression compression) {
        startWithTls();

        goesThrough(
                Options.plain().compression(compression).tls(certificate.trusted()).build(),
                at("localhost"));
    }

    @Test
    void a_certificate_for_another_host_is_refused() {
        startWithTls();

        Throwable failure =
                client.failsToConnect(
                        Options.plain().tls(certificate.trusted()).build(), at("127.0.0.1"));

        assertThat(failure)
                .isInstanceOf(NsqConnectionEnded.class)
                .hasMessageContaining("No subject alternative names matching IP address");
        assertThat(client.timers.pending()).isZero();
    }

    @Test
    void an_nsqd_without_tls_is_not_spoken_to_in_the_clear() {
        start(NsqdRules.usual());

        Throwable failure =
                client.failsToConnect(
                        Options.plain().tls(certificate.trusted()).build(), at("localhost"));

        assertThat(failure).hasMessageEndingWith("it does not offer TLS");
    }

    @Test
    void an_nsqd_that_insists_on_tls_says_so() {
        startWithTls();

        NsqConnection connection = client.connect(Options.plain().build(), at("localhost"));
        Future<Void> asked =
                client.on(() -> connection.ask(Command.publish("topic", Buffer.buffer("x"))));

        assertThat(failure(asked))
                .isInstanceOf(NsqRefusal.class)
                .hasMessageContaining("TLS required");
    }

    @Test
    void a_message_timeout_that_nsqd_does_not_grant_is_told_in_its_words() {
        start(NsqdRules.usual(), "-msg-timeout=5s", "-max-msg-timeout=30s");

        Throwable failure = client.failsToConnect(Options.plain().build(), at("127.0.0.1"));

        assertThat(failure)
                .isInstanceOf(NsqRefusal.class)
                .hasMessageContaining("E_BAD_BODY IDENTIFY")
                .hasMessageContaining("60000");
    }

    @Test
    void a_secret_opens_an_nsqd_that_asks_for_one() throws Exception {
        HttpServer rights = startGuarded("geheim");
        try {
            goesThrough(Options.plain().secret("geheim").build(), at("127.0.0.1"));
            Throwable wrong =
                    client.failsToConnect(
                            Options.plain().secret("geraten").build(), at("127.0.0.1"));
            Throwable none = client.failsToConnect(Options.plain().build(), at("127.0.0.1"));

            assertThat(wrong)
                    .isInstanceOf(NsqRefusal.class)
                    .hasMessage("E_UNAUTHORIZED AUTH no authorizations found");
            assertThat(none).hasMessageEndingWith("it asks for AUTH, and no secret is set");
        } finally {
            rights.stop(0);
        }
    }

    @Test
    void a_late_word_about_a_message_does_not_end_the_connection() {
        start(NsqdRules.usual());
        NsqConnection connection = client.connect(Options.plain().build(), at("127.0.0.1"));

        await(client.on(() -> connection.ask(Command.subscribe("topic", "channel"))));
        await(client.on(() -> connection.send(Command.finish("0123456789abcdef"))));
        await(client.on(() -> connection.ask(Command.publish("topic", Buffer.buffer("x")))));

        assertThat(client.tooLate).extracting(Frame.Failure::code).containsExactly("E_FIN_FAILED");
    }

    @Test
    void a_refusal_ends_the_connection() {
        start(NsqdRules.usual(), "-max-rdy-count=10");
        NsqConnection connection = client.connect(Options.plain().build(), at("127.0.0.1"));
        await(client.on(() -> connection.ask(Command.subscribe("topic", "channel"))));

        Future<Void> later =
                client.on(
                        () -> {
                            connection.send(Command.ready(11));
                            return connection.ask(Command.close());
                        });

        assertThat(failure(later))
                .isInstanceOfSatisfying(
                        NsqRefusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("E_INVALID"));
        await(connection.ended());
        assertThat(client.timers.pending()).isZero();
    }

    @Test
    void who_waits_for_an_answer_hears_that_nsqd_was_killed() {
        start(NsqdRules.usual());
        NsqConnection connection = client.connect(Options.plain().build(), at("127.0.0.1"));

        nsqd.kill();
        Future<Void> asked =
                client.on(() -> connection.ask(Command.publish("topic", Buffer.buffer("x"))));

        assertThat(failure(asked)).isInstanceOf(NsqConnectionEnded.class);
        await(connection.ended());
        assertThat(client.timers.pending()).isZero();
    }

    /** Small and large, with and without sense, so that packing has something to do. */
    private void goesThrough(NsqOptions options, NsqdAddress peer) {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        Buffer[] bodies = {
            Buffer.buffer("short"),
            Buffer.buffer(noise),
            Buffer.buffer("letter ".repeat(140_000)),
            Buffer.buffer("end")
        };
        Promise<Void> all = Promise.promise();
        Received received = new Received(bodies.length, all);
        NsqConnection connection =
                await(client.on(() -> client.connector(options).connect(peer, received)));

        await(client.on(() -> connection.ask(Command.subscribe("letters", "test"))));
        for (Buffer body : bodies) {
            await(client.on(() -> connection.ask(Command.publish("letters", body))));
        }
        await(client.on(() -> connection.send(Command.ready(bodies.length))));
        await(all.future());
        await(client.on(connection::close));

        assertThat(received.bodies).containsExactly(bodies);
        await(connection.ended());
        assertThat(client.timers.pending()).isZero();
    }

    private void start(NsqdRules rules, String... flags) {
        nsqd = NsqdProcess.start(newFolder(), rules, flags);
    }

    private void startWithTls() {
        start(
                NsqdRules.usual(),
                "-tls-cert=" + certificate.certificate(),
                "-tls-key=" + certificate.key(),
                "-tls-required=true");
    }

    private HttpServer startGuarded(String secret) throws Exception {
        HttpServer rights =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        rights.createContext(
                "/auth",
                exchange -> {
                    boolean may = exchange.getRequestURI().getQuery().contains("secret=" + secret);
                    byte[] answer = (may ? ALL_RIGHTS : NO_RIGHTS).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    try (OutputStream body = exchange.getResponseBody()) {
                        body.write(answer);
                    }
                });
        rights.start();
        start(NsqdRules.usual(), "-auth-http-address=127.0.0.1:" + rights.getAddress().getPort());
        return rights;
    }

    private NsqdAddress at(String host) {
        return new NsqdAddress(host, nsqd.port());
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(folder, "nsqd");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
