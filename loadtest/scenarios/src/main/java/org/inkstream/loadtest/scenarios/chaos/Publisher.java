package org.inkstream.loadtest.scenarios.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.inkstream.loadtest.scenarios.system.TestLetters;
import org.jspecify.annotations.Nullable;

/**
 * Publishes letters at an even rate, some of them unreadable, whatever happens to the broker, and
 * knows which were accepted: acknowledged, with their place in the log. Its methods may be called
 * on any thread.
 */
public final class Publisher implements AutoCloseable {
    public static final String UNREADABLE = "unreadable-";

    private static final String IN = "ocr.completed";
    private static final int LETTER_BYTES = 2_500;

    private final KafkaProducer<String, byte[]> producer;
    private final TestLetters letters;
    private final double perSecond;
    private final int unreadableOneIn;
    private final long begunNanos = System.nanoTime();
    private final Map<Integer, ConcurrentSkipListMap<Long, String>> accepted =
            new ConcurrentHashMap<>();
    private final Set<String> acceptedIds = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastAcceptedNanos = new AtomicLong(System.nanoTime());
    private final Background thread;

    private int sent;

    /**
     * @param perSecond records
     * @param unreadableOneIn so many of them
     */
    public Publisher(String bootstrapServers, long seed, double perSecond, int unreadableOneIn) {
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "delivery.timeout.ms",
                        240_000,
                        "request.timeout.ms",
                        5_000,
                        "max.block.ms",
                        240_000);
        this.producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.letters = new TestLetters(seed, LETTER_BYTES);
        this.perSecond = perSecond;
        this.unreadableOneIn = unreadableOneIn;
        this.thread = new Background("publisher", Duration.ofMillis(20), this::publishDue);
    }

    private void publishDue() {
        double due = (System.nanoTime() - begunNanos) / 1e9 * perSecond;
        while (sent < due) {
            sent++;
            if (sent % unreadableOneIn == 0) {
                send(UNREADABLE + sent, unreadable(sent / unreadableOneIn));
            } else {
                TestLetters.Event letter = letters.event(sent);
                send(letter.documentId(), letter.value().getBytes());
            }
        }
    }

    private void send(String key, byte[] value) {
        // The call-back says all that the returned future would.
        var unused =
                producer.send(
                        new ProducerRecord<>(IN, key, value),
                        (place, failure) -> answered(key, place, failure));
    }

    private void answered(String key, @Nullable RecordMetadata place, @Nullable Exception failure) {
        if (place == null || failure != null) {
            unknown.add(key);
            return;
        }
        lastAcceptedNanos.set(System.nanoTime());
        acceptedIds.add(key);
        accepted.computeIfAbsent(place.partition(), first -> new ConcurrentSkipListMap<>())
                .put(place.offset(), key);
    }

    private static byte[] unreadable(int number) {
        String text =
                switch (number % 4) {
                    case 0 -> "this is no JSON";
                    case 1 -> "{\"collectionId\": \"c\", \"text\": \"no id\"}";
                    case 2 -> "{\"documentId\": \"d\", \"collectionId\": \"c\", \"text\": \"\"}";
                    default -> "{\"documentId\": \"cut off";
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the broker has acknowledged, unreadable records included. */
    public Set<String> accepted() {
        return Set.copyOf(acceptedIds);
    }

    /** What it has neither acknowledged nor refused in time. */
    Set<String> unknown() {
        return Set.copyOf(unknown);
    }

    /** The keys of the accepted records from one offset up to another, which is not included. */
    Set<String> between(int partition, long from, long until) {
        ConcurrentSkipListMap<Long, String> places = accepted.get(partition);
        return places == null ? Set.of() : Set.copyOf(places.subMap(from, until).values());
    }

    /** When the broker last acknowledged something, by {@link System#nanoTime}. */
    long lastAcceptedNanos() {
        return lastAcceptedNanos.get();
    }

    /** Publishes no more and blocks until it is known of everything whether it was accepted. */
    public void finish() {
        thread.close();
        producer.flush();
    }

    @Override
    public void close() {
        thread.close();
        producer.close();
    }
}
