package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.ingest.nsq.client.ChannelConsumer;
import org.inkstream.pipeline.ingest.nsq.client.ChannelName;
import org.inkstream.pipeline.ingest.nsq.client.ConsumerMeter;
import org.inkstream.pipeline.ingest.nsq.client.ConsumerOptions;
import org.inkstream.pipeline.ingest.nsq.client.NsqConsumer;
import org.inkstream.pipeline.ingest.nsq.client.NsqOptions;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;
import org.inkstream.pipeline.ingest.nsq.client.NsqdAddress;
import org.inkstream.pipeline.ingest.nsq.client.NsqdProducer;
import org.inkstream.pipeline.ingest.nsq.client.VertxNsqConnector;
import org.inkstream.time.VertxTimers;

/** Our client of NSQ on one event loop, for nsqd on the loopback address. */
final class OurClient implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LOOKUP = Duration.ofMinutes(1);
    private static final int MAX_FRAME_BYTES = 4 << 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final Metrics metrics = new Metrics("loadtest");
    private final List<NsqdAddress> peers;
    private final Duration messageTimeout;

    OurClient(List<Integer> ports, Duration messageTimeout) {
        this.peers = ports.stream().map(port -> new NsqdAddress("127.0.0.1", port)).toList();
        this.messageTimeout = messageTimeout;
    }

    /** To be called on the loop. */
    NsqConsumer consumer(String topic, String channel, int window) {
        return new ChannelConsumer(
                new ConsumerOptions(
                        new ChannelName(topic, channel), window, peers, List.of(), LOOKUP),
                connector(),
                (server, name) -> Future.succeededFuture(Set.of()),
                new VertxTimers(vertx, loop),
                RandomGenerator.getDefault(),
                ConsumerMeter.NONE);
    }

    /** To be called on the loop. */
    NsqProducer producer() {
        return new NsqdProducer(vertx, connector(), peers);
    }

    private VertxNsqConnector connector() {
        return new VertxNsqConnector(
                vertx,
                new NsqOptions(
                        "loadtest",
                        HEARTBEAT,
                        messageTimeout,
                        NsqOptions.Compression.NONE,
                        "",
                        MAX_FRAME_BYTES,
                        CONNECT,
                        new NsqOptions.Tls.Off()),
                "loadtest",
                metrics.nsq());
    }

    /** Runs later, on the loop. */
    void after(long millis, Runnable task) {
        vertx.setTimer(millis, fired -> loop.runOnContext(now -> task.run()));
    }

    /** Runs there, and blocks until it is done. */
    <T> T onLoop(Callable<T> task) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(
                now -> {
                    try {
                        done.complete(task.call());
                    } catch (Exception failure) {
                        done.fail(failure);
                    }
                });
        return done.future().await();
    }

    @Override
    public void close() {
        vertx.close().await();
        metrics.close();
    }
}
