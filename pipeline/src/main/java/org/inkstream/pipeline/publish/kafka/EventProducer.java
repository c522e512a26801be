package org.inkstream.pipeline.publish.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.inkstream.config.KafkaSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one Kafka producer of a process. {@link Producer#send} may block while it learns where a
 * topic lives or while its buffer is full; it is therefore called on one thread of its own, behind
 * a bounded queue, and never on an event loop. Its methods may be called on any thread; futures
 * complete on the caller's context, if it has one.
 */
public final class EventProducer implements AutoCloseable {
    /** The largest record that we write; our topics take as much. */
    static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;

    private static final Logger LOGGER = LoggerFactory.getLogger(EventProducer.class);

    /** Calls of {@link #send} that wait for the sending thread; more are refused. */
    private static final int MAX_QUEUED = 10_000;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final ThreadPoolExecutor sender;

    EventProducer(Producer<String, byte[]> producer) {
        this.producer = producer;
        this.sender =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MAX_QUEUED),
                        EventProducer::senderThread);
    }

    /** Connects in the background; a broker that does not answer shows in the futures. */
    public static EventProducer open(KafkaSettings settings) {
        return new EventProducer(
                new KafkaProducer<>(
                        properties(settings), new StringSerializer(), new ByteArraySerializer()));
    }

    /**
     * Completes when every record is acknowledged by all in-sync replicas. Fails if one of them is
     * not, or if too much is waiting already; some of the others may then have been written.
     */
    public Future<Void> send(List<ProducerRecord<String, byte[]>> records) {
        return send(() -> records);
    }

    /**
     * The same.
     *
     * @param records is asked on the sending thread: a letter takes an event loop too long to
     *     encode
     */
    Future<Void> send(Supplier<List<ProducerRecord<String, byte[]>>> records) {
        Context caller = Vertx.currentContext();
        CompletableFuture<Void> outcome = sendOnOwnThread(records);
        Future<Void> sent =
                caller == null
                        ? Future.fromCompletionStage(outcome)
                        : Future.fromCompletionStage(outcome, caller);
        return sent.recover(failure -> Future.failedFuture(causeOf(failure)));
    }

    /** The same for one record without headers. */
    public Future<Void> send(String topic, String key, byte[] value) {
        return send(List.of(new ProducerRecord<>(topic, key, value)));
    }

    /** Sends what is queued, waits a few seconds for the answers, and closes. Blocks. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
            producer.close(CLOSE_PATIENCE);
        } catch (InterruptedException | InterruptException hurried) {
            Thread.currentThread().interrupt();
            LOGGER.atWarn().log("closing the producer was interrupted; some events may be missing");
        }
    }

    private CompletableFuture<Void> sendOnOwnThread(
            Supplier<List<ProducerRecord<String, byte[]>>> records) {
        try {
            return CompletableFuture.completedFuture(records)
                    .thenComposeAsync(asked -> sendAll(asked.get()), sender);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("too many events wait to be sent to Kafka", full));
        }
    }

    private CompletableFuture<Void> sendAll(List<ProducerRecord<String, byte[]>> records) {
        return CompletableFuture.allOf(
                records.stream().map(this::sendOne).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> sendOne(ProducerRecord<String, byte[]> event) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        try {
            // The call-back says all that this future would.
            var unused = producer.send(event, (place, failure) -> settle(answer, failure));
        } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
        return answer;
    }

    private static void settle(CompletableFuture<Void> answer, @Nullable Exception failure) {
        if (failure == null) {
            answer.complete(null);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static Map<String, Object> properties(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        // Long enough for a company of events; every letter in the air waits that long.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        // By default a batch is smaller than one letter, so that each would travel alone.
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        properties.putAll(settings.properties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    private static Thread senderThread(Runnable work) {
        Thread thread = new Thread(work, "inkstream-kafka-sender");
        thread.setDaemon(true);
        return thread;
    }
}
