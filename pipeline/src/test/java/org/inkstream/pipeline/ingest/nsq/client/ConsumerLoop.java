package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.inkstream.metrics.Metrics;
import org.inkstream.time.CountedTimers;
import org.inkstream.time.VertxTimers;

/** A consumer on an event loop of its own, for a test that waits on its own thread. */
final class ConsumerLoop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final CountedTimers timers = new CountedTimers(new VertxTimers(vertx, loop));
    private final Metrics metrics = new Metrics("1.2.3");
    private final NsqConsumer consumer;
    private final Consumer<NsqMessage> receiver;
    private final Map<Predicate<ConsumerLoop>, Promise<Void>> awaited = new HashMap<>();
    private final Map<ConsumerMeter.Event, Integer> counted =
            new EnumMap<>(ConsumerMeter.Event.class);
    private boolean drained;

    /** Both belong to the loop; a test reads them after it has waited. */
    final List<NsqMessage> received = new ArrayList<>();

    final List<String> finished = new ArrayList<>();

    /**
     * @param receiver what becomes of messages, beside being remembered
     */
    ConsumerLoop(ConsumerOptions options, Duration messageTimeout, Consumer<NsqMessage> receiver) {
        this.receiver = receiver;
        NsqOptions connecting =
                new NsqOptions(
                        "test",
                        Duration.ofSeconds(10),
                        messageTimeout,
                        NsqOptions.Compression.NONE,
                        "",
                        6 * 1024 * 1024,
                        Duration.ofSeconds(30),
                        new NsqOptions.Tls.Off());
        this.consumer =
                new ChannelConsumer(
                        options,
                        new VertxNsqConnector(
                                vertx, connecting, "1.2.3", metrics.nsq(), any -> timers),
                        new HttpLookup(vertx.createHttpClient(), timers),
                        timers,
                        new Random(1),
                        this::count);
    }

    /** One that finishes whatever comes. */
    static ConsumerLoop finishing(ConsumerOptions options, Duration messageTimeout) {
        ConsumerLoop[] made = new ConsumerLoop[1];
        made[0] = new ConsumerLoop(options, messageTimeout, message -> made[0].finish(message));
        return made[0];
    }

    ConsumerLoop start() {
        onLoop(() -> consumer.start(this::receive));
        return this;
    }

    /** Remembers it when the word was sent. */
    void finish(NsqMessage message) {
        message.finish()
                .onSuccess(
                        sent -> {
                            finished.add(message.body().toString(StandardCharsets.UTF_8));
                            look();
                        });
    }

    /** Runs it on the loop, and waits until it is over. */
    void onLoop(Runnable task) {
        Promise<Void> over = Promise.promise();
        loop.runOnContext(
                now -> {
                    task.run();
                    over.complete();
                });
        await(over.future());
    }

    /** Waits until it is so. */
    void until(String what, Predicate<ConsumerLoop> so) {
        Promise<Void> reached = Promise.promise();
        loop.runOnContext(
                now -> {
                    awaited.put(so, reached);
                    look();
                });
        try {
            await(reached.future());
        } catch (AssertionError never) {
            throw new AssertionError(
                    "not "
                            + what
                            + ", but "
                            + finished.size()
                            + " of "
                            + received.size()
                            + " finished, "
                            + consumer.state()
                            + counted,
                    never);
        }
    }

    NsqConsumer.State state() {
        return consumer.state();
    }

    int counted(ConsumerMeter.Event event) {
        return counted.getOrDefault(event, 0);
    }

    void drain() {
        Promise<Void> over = Promise.promise();
        loop.runOnContext(now -> consumer.drain(PATIENCE).onComplete(over));
        await(over.future());
        drained = true;
    }

    @Override
    public void close() {
        if (!drained) {
            drain();
        }
        int pending = timers.pending();
        await(vertx.close());
        metrics.close();
        assertThat(pending).as("timers that are left").isZero();
    }

    private void receive(NsqMessage message) {
        received.add(message);
        receiver.accept(message);
        look();
    }

    private void count(ConsumerMeter.Event event) {
        counted.merge(event, 1, Integer::sum);
        // What is counted may happen a moment later.
        loop.runOnContext(now -> look());
    }

    private void look() {
        awaited.entrySet().removeIf(one -> one.getKey().test(this) && one.getValue().tryComplete());
    }

    private static <T> void await(Future<T> future) {
        try {
            future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
