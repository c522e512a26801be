package org.inkstream.loadtest.scenarios.gpu;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes letters when they are due. */
final class Offering implements AutoCloseable {
    private static final String TOPIC = "ocr.completed";

    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<Exception> refusal = new AtomicReference<>();

    Offering(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer());
        // Where the topics are, is asked before the first letter is due.
        producer.partitionsFor(TOPIC);
        producer.partitionsFor(Offer.URGENT_TOPIC);
    }

    /**
     * Blocks until the last one is acknowledged.
     *
     * @return when it began: the moment to which the offers' times refer
     */
    Instant publish(List<Offer> offers) {
        List<Offer> inOrder = offers.stream().sorted(Comparator.comparing(Offer::at)).toList();
        Instant begun = Instant.now();
        long begunNanos = System.nanoTime();
        for (Offer offer : inOrder) {
            awaitUntil(begunNanos + offer.at().toNanos());
            // The call-back says all that the returned future would.
            var unused =
                    producer.send(
                            new ProducerRecord<>(
                                    offer.urgent() ? Offer.URGENT_TOPIC : TOPIC,
                                    offer.letter().documentId(),
                                    offer.letter().value().getBytes()),
                            (place, failure) -> {
                                if (failure != null) {
                                    refusal.compareAndSet(null, failure);
                                }
                            });
        }
        producer.flush();
        if (refusal.get() != null) {
            throw new IllegalStateException("cannot publish letters", refusal.get());
        }
        return begun;
    }

    private static void awaitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
