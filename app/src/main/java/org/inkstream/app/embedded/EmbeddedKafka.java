package org.inkstream.app.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker inside this process, on the loopback address only. Its topics, records and
 * committed offsets live in one folder and are there again after a restart on it, also after a
 * kill. One folder belongs to one broker at a time.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedKafka.class);

    /** With port 0, somebody else may take a free port before the broker binds it. */
    private static final int TRIES_WITH_ANY_PORT = 3;

    private final KafkaRaftServer server;
    private final BrokerFaults faults;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, BrokerFaults faults, int port) {
        this.server = server;
        this.faults = faults;
        this.port = port;
    }

    /**
     * Starts a broker; blocks for the seconds that this takes.
     *
     * @param folder where its data lives; made if it does not exist
     * @param port to bind on the loopback address, 0 for any free port
     * @param retention how long records are kept
     * @throws IllegalStateException if it does not start; the message says why and what to do
     */
    public static EmbeddedKafka start(Path folder, int port, Duration retention) {
        KafkaLogs.quieten();
        for (int tried = 1; ; tried++) {
            int chosen = port == 0 ? freePort() : requireFree(port);
            try {
                return startOn(folder, chosen, retention);
            } catch (IllegalStateException failure) {
                if (port != 0 || tried == TRIES_WITH_ANY_PORT || isFree(chosen)) {
                    throw failure;
                }
            }
        }
    }

    /** What clients connect to, such as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return BrokerProperties.LOOPBACK + ":" + port;
    }

    public int port() {
        return port;
    }

    /** What broke the broker while it ran; it then serves nobody until it is started again. */
    public Optional<String> fault() {
        return faults.first();
    }

    /** Stops the broker; blocks until its files are closed. Harmless when it has stopped. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    // A fatal fault arrives as whatever the broker wraps it in, errors included.
    private static EmbeddedKafka startOn(Path folder, int port, Duration retention) {
        format(folder);
        BrokerFaults faults = BrokerFaults.intercept();
        KafkaRaftServer server =
                new KafkaRaftServer(
                        BrokerProperties.of(folder, port, freePort(), retention), Time.SYSTEM);
        try {
            server.startup();
            faults.first()
                    .ifPresent(
                            fault -> {
                                throw new IllegalStateException(fault);
                            });
        } catch (RuntimeException | Error failure) {
            stopQuietly(server);
            throw new IllegalStateException(
                    "the embedded broker did not start on port "
                            + port
                            + " with folder "
                            + folder
                            + ": "
                            + faults.first().orElse(String.valueOf(failure.getMessage())),
                    failure);
        }
        return new EmbeddedKafka(server, faults, port);
    }

    private static void format(Path folder) {
        // Written last: a folder without it was never whole.
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception failure) {
            throw new IllegalStateException(
                    "the folder of the embedded broker cannot be prepared: " + folder, failure);
        }
    }

    private static void stopQuietly(KafkaRaftServer server) {
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (RuntimeException failure) {
            // The start has failed already; that failure is the one to report.
            LOGGER.atDebug().setCause(failure).log("a broker that did not start did not stop");
        }
    }

    private static int requireFree(int port) {
        if (!isFree(port)) {
            throw new IllegalStateException(
                    "port "
                            + port
                            + " of "
                            + BrokerProperties.LOOPBACK
                            + " is in use: stop the program that holds it, or give the embedded"
                            + " broker another port (embedded.kafkaPort, 0 for any free one)");
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("no free port on the loopback address", failure);
        }
    }
}
