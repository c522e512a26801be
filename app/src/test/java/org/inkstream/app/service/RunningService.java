package org.inkstream.app.service;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.Deadlines;
import org.inkstream.time.ThreadTimers;

/** A whole service in this JVM with an embedded backend, and what a test asks of both. */
public final class RunningService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Backend backend;
    private final Vertx vertx = Vertx.vertx();
    private final ThreadTimers clock = new ThreadTimers("test");
    private final MongoStores stores;
    private Service service;

    private RunningService(Backend backend) {
        this.backend = backend;
        this.stores =
                MongoStores.open(vertx, backend.settings().store(), clock, StoreListener.NONE);
        startService();
    }

    /**
     * @param overrides settings by key
     */
    public static RunningService start(Path folder, Map<String, String> overrides) {
        Map<String, String> given = new HashMap<>();
        given.put("instance.stateFolder", folder.toString());
        given.put("embedded.kafkaPort", "0");
        given.put("embedded.storePort", "0");
        given.put("http.port", "0");
        given.put("kafka.partitions", "2");
        given.put("kafka.commitInterval", "50ms");
        given.put("workflow.drainDeadline", "5s");
        given.putAll(overrides);
        return new RunningService(Backend.start(Settings.loader().override(given).load()));
    }

    public void startService() {
        service = Service.start(backend.settings(), () -> {});
    }

    public void stopService() {
        service.close();
    }

    int managementPort() {
        return service.managementPort();
    }

    public Settings settings() {
        return backend.settings();
    }

    MongoStores stores() {
        return stores;
    }

    /** The options by which a command finds this backend. */
    String[] reachedBy(String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        options.addAll(
                List.of(
                        "--set",
                        "kafka.bootstrapServers=" + settings().kafka().bootstrapServers(),
                        "--set",
                        "store.uri=" + settings().store().uri()));
        return options.toArray(String[]::new);
    }

    void publish(String documentId, String collectionId, String text) {
        JsonObject event =
                new JsonObject()
                        .put("documentId", documentId)
                        .put("collectionId", collectionId)
                        .put("text", text);
        publish(documentId, event.encode());
    }

    void publish(String key, String record) {
        try (EventProducer producer = EventProducer.open(settings().kafka())) {
            Await.done(
                    "publishing",
                    PATIENCE,
                    producer.send(
                            settings().kafka().topics().ocrCompleted(),
                            key,
                            record.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /**
     * Blocks until so many records of the topic match.
     *
     * @return the values of those that match
     */
    public List<JsonObject> awaitEvents(String topic, int count, Predicate<JsonObject> matching) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", settings().kafka().bootstrapServers());
        List<JsonObject> found = new ArrayList<>();
        long began = clock.monotonicNanos();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(one -> new TopicPartition(topic, one.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (found.size() < count) {
                if (clock.since(began).compareTo(PATIENCE) > 0) {
                    throw new AssertionError(
                            "%d of %d events in %s: %s"
                                    .formatted(found.size(), count, topic, found));
                }
                consumer.poll(POLL)
                        .forEach(
                                record -> {
                                    byte[] value = record.value();
                                    JsonObject event = new JsonObject();
                                    if (value.length > 0 && value[0] == '{') {
                                        event =
                                                new JsonObject(
                                                        new String(value, StandardCharsets.UTF_8));
                                    }
                                    if (matching.test(event)) {
                                        found.add(event);
                                    }
                                });
            }
        }
        return found;
    }

    List<JsonObject> awaitEnriched(int count, int version) {
        return awaitEvents(
                settings().kafka().topics().documentEnriched(),
                count,
                letter -> letter.getInteger("version", 0) == version);
    }

    JsonObject letter(String documentId) {
        return Await.done("reading", PATIENCE, stores.results().read(documentId));
    }

    public List<JsonObject> find(String collection, JsonObject query) {
        return Await.done("finding", PATIENCE, stores.client().find(collection, query));
    }

    /** Blocks until at least so many documents match, and returns them. */
    public List<JsonObject> awaitFound(String collection, JsonObject query, int count) {
        long began = clock.monotonicNanos();
        List<JsonObject> found = find(collection, query);
        while (found.size() < count) {
            if (clock.since(began).compareTo(PATIENCE) > 0) {
                throw new AssertionError(
                        "%d of %d in %s".formatted(found.size(), count, collection));
            }
            Await.done("waiting", PATIENCE, Deadlines.pause(clock, POLL));
            found = find(collection, query);
        }
        return found;
    }

    public void insert(String collection, JsonObject document) {
        Await.done("inserting", PATIENCE, stores.client().insert(collection, document));
    }

    void remove(String collection, JsonObject query) {
        Await.done("removing", PATIENCE, stores.client().removeDocuments(collection, query));
    }

    public void change(String collection, JsonObject query, JsonObject update) {
        Await.done(
                "changing", PATIENCE, stores.client().updateCollection(collection, query, update));
    }

    @Override
    public void close() {
        service.close();
        Await.done("closing", PATIENCE, stores.close());
        Await.done("closing", PATIENCE, vertx.close());
        clock.close();
        backend.close();
    }
}
