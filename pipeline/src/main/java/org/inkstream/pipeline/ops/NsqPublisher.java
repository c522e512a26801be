package org.inkstream.pipeline.ops;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.inkstream.config.NsqSettings;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.ingest.nsq.NsqConnections;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;
import org.inkstream.pipeline.ingest.nsq.client.NsqdProducer;
import org.inkstream.pipeline.ingest.nsq.client.VertxNsqConnector;

/** Publishes for a command, which may block, to the nsqd of the settings. */
public final class NsqPublisher implements AutoCloseable {
    private static final String CLIENT = "inkstream-publish";
    private static final long CLOSE_SECONDS = 10;

    private final Vertx vertx;
    private final Metrics metrics;
    private final NsqProducer producer;

    /**
     * @throws IllegalArgumentException if the settings name no nsqd
     */
    public NsqPublisher(NsqSettings settings) {
        if (settings.nsqd().isEmpty()) {
            throw new IllegalArgumentException("which nsqd? set nsq.nsqd, as HOST:PORT");
        }
        this.vertx = Vertx.vertx();
        this.metrics = new Metrics("");
        this.producer =
                new NsqdProducer(
                        vertx,
                        new VertxNsqConnector(
                                vertx,
                                NsqConnections.options(settings, CLIENT),
                                "publish",
                                metrics.nsq()),
                        NsqConnections.addresses(settings));
    }

    /** Completes when an nsqd has accepted the message. */
    public Future<Void> send(String topic, byte[] message) {
        return producer.publish(topic, Buffer.buffer(message));
    }

    @Override
    public void close() {
        producer.close()
                .transform(closed -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
        metrics.close();
    }
}
