package org.inkstream.loadtest.peers.nsq;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(
        value = "org.inkstream.loadtest.peers.nsq.NsqBinaries#areInstalled",
        disabledReason = NsqBinaries.MISSING)
class NsqdProcessTest extends NsqdContract {
    private static final String ALL_RIGHTS =
            """
            {"ttl":3600,"identity":"","identity_url":"","authorizations":
            [{"topic":".*","channels":[".*"],"permissions":["subscribe","publish"]}]}""";
    private static final String NO_RIGHTS = "{\"ttl\":3600,\"authorizations\":[]}";

    @TempDir static Path folder;

    private final HttpServer rights = rightsServer();

    @Override
    Nsqd start(NsqdRules rules) {
        return NsqdProcess.start(newFolder(), rules);
    }

    @Override
    Nsqd startGuarded(String secret) {
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
        return NsqdProcess.start(
                newFolder(),
                NsqdRules.usual(),
                "-auth-http-address=127.0.0.1:" + rights.getAddress().getPort());
    }

    private static HttpServer rightsServer() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(folder, "nsqd");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    void pass(Duration time) {
        // It does by itself.
    }

    @Override
    Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }

    @Override
    void afterwards() {
        rights.stop(0);
    }
}
