package org.inkstream.app.enrich;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.inkstream.config.TopicNames;

/**
 * Reads all topics of a private broker from their beginning and hands their records over as {@link
 * RunEvent}s. It is no group member and commits nothing: who reads from the beginning each time
 * needs no offsets. One thread of its own owns the consumer.
 */
public final class EventFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MAX_FETCH_BYTES = 16 * 1024 * 1024;

    private final KafkaConsumer<String, byte[]> consumer;
    private final FeedRecords records;
    private final Consumer<RunEvent> listener;
    private final Promise<Void> caughtUp = Promise.promise();
    private final Thread thread;
    private volatile boolean closing;

    private EventFeed(
            KafkaConsumer<String, byte[]> consumer,
            FeedRecords records,
            Consumer<RunEvent> listener,
            Collection<String> topics) {
        this.consumer = consumer;
        this.records = records;
        this.listener = listener;
        this.thread = new Thread(() -> follow(topics), "event-feed");
    }

    /**
     * @param bootstrapServers of a broker that has all the topics
     * @param references turns the payload of an event that only refers to its document into that
     *     document; called on the feed's thread, may block
     * @param listener called on the feed's thread
     */
    public static EventFeed start(
            String bootstrapServers,
            TopicNames topics,
            References references,
            Consumer<RunEvent> listener) {
        EventFeed feed =
                new EventFeed(
                        new KafkaConsumer<>(
                                properties(bootstrapServers),
                                new StringDeserializer(),
                                new ByteArrayDeserializer()),
                        new FeedRecords(topics, references),
                        listener,
                        List.of(
                                topics.ocrCompleted(),
                                topics.documentEnriched(),
                                topics.documentQuality(),
                                topics.costRecorded(),
                                topics.documentReview(),
                                topics.deadLetters()));
        feed.thread.start();
        return feed;
    }

    /** Completes when everything that the topics held at the start has been handed over. */
    public Future<Void> caughtUp() {
        return caughtUp.future();
    }

    /** Hands over what the topics hold now, then ends. Blocks until then. */
    @Override
    public void close() {
        // Not woken up: a wakeup that meets no poll would break off what is asked of the broker
        // next.
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Collection<String> topics) {
        try (consumer) {
            List<TopicPartition> partitions = partitions(topics);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readTo(consumer.endOffsets(partitions));
            caughtUp.tryComplete();
            while (!closing) {
                poll();
            }
            readTo(consumer.endOffsets(partitions));
        } catch (RuntimeException failure) {
            caughtUp.tryFail(failure);
            listener.accept(new RunEvent.Broken(failure));
        }
    }

    private List<TopicPartition> partitions(Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> known = consumer.partitionsFor(topic);
            if (known.isEmpty()) {
                // Without a word, everything that it holds would be missing.
                throw new IllegalStateException("the broker has no topic '" + topic + "'");
            }
            known.forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
        }
        return partitions;
    }

    private void readTo(Map<TopicPartition, Long> ends) {
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
            listener.accept(records.read(each));
        }
    }

    private static Map<String, Object> properties(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "fetch.max.bytes",
                MAX_FETCH_BYTES,
                "max.partition.fetch.bytes",
                MAX_FETCH_BYTES / 4);
    }

    /** Looks up what an event only refers to. */
    @FunctionalInterface
    public interface References {
        /** The whole payload; {@code data} itself where it is whole already. */
        JsonObject resolve(String documentId, JsonObject data);
    }
}
