package org.inkstream.pipeline.publish.kafka;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters on a Kafka topic: the original key, bytes and headers, and why. Bytes that the topic
 * refuses as too large are kept elsewhere and referenced, so that the partition can move on.
 */
public final class KafkaDeadLetters implements DeadLetters {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaDeadLetters.class);

    private final EventProducer producer;
    private final String topic;
    private final Function<DeadLetter, Future<String>> oversized;

    /** Refers to the original record on its own topic for bytes that are too large. */
    public KafkaDeadLetters(EventProducer producer, String topic) {
        this(producer, topic, letter -> Future.succeededFuture(originOf(letter.delivery())));
    }

    /**
     * @param oversized keeps the bytes of a letter that the topic refuses; completes with a
     *     reference to them once they are durable
     */
    public KafkaDeadLetters(
            EventProducer producer, String topic, Function<DeadLetter, Future<String>> oversized) {
        this.producer = producer;
        this.topic = topic;
        this.oversized = oversized;
    }

    @Override
    public Future<Void> bury(DeadLetter letter) {
        Delivery delivery = letter.delivery();
        LOGGER.atWarn()
                .addKeyValue("topic", delivery.origin().topic())
                .addKeyValue("partition", delivery.origin().partition())
                .addKeyValue("offset", delivery.origin().offset())
                .addKeyValue("errorClass", letter.errorClass().wireName())
                .addKeyValue("reason", letter.reason())
                .log("a record goes to the dead letters");
        return producer.send(List.of(recordOf(letter, delivery.value())))
                .recover(
                        failure ->
                                failure instanceof RecordTooLargeException
                                        ? buryReference(letter)
                                        : Future.failedFuture(failure));
    }

    private Future<Void> buryReference(DeadLetter letter) {
        return oversized.apply(letter).compose(reference -> buryReference(letter, reference));
    }

    private Future<Void> buryReference(DeadLetter letter, String reference) {
        int bytes = letter.delivery().value().length;
        LOGGER.atError()
                .addKeyValue("topic", topic)
                .addKeyValue("bytes", bytes)
                .addKeyValue("reference", reference)
                .log("a dead letter is too large for its topic; raise its max.message.bytes");
        ProducerRecord<String, byte[]> referring = recordOf(letter, new byte[0]);
        put(referring, DeadLetterHeaders.OMITTED_BYTES, Integer.toString(bytes));
        put(referring, DeadLetterHeaders.REFERENCE, reference);
        return producer.send(List.of(referring));
    }

    private ProducerRecord<String, byte[]> recordOf(DeadLetter letter, byte[] value) {
        Delivery delivery = letter.delivery();
        ProducerRecord<String, byte[]> buried = new ProducerRecord<>(topic, delivery.key(), value);
        delivery.headers()
                .forEach(
                        (name, text) -> {
                            if (!DeadLetterHeaders.OWN.contains(name)) {
                                put(buried, name, text);
                            }
                        });
        DeadLetterHeaders.of(letter).forEach((name, text) -> put(buried, name, text));
        return buried;
    }

    private static String originOf(Delivery delivery) {
        Delivery.Origin origin = delivery.origin();
        return "kafka:" + origin.topic() + "/" + origin.partition() + "/" + origin.offset();
    }

    private static void put(ProducerRecord<String, byte[]> to, String name, String value) {
        to.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
