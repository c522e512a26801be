package org.inkstream.pipeline.publish.nsq;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.inkstream.identity.Ids;
import org.inkstream.json.JsonBytes;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;

/**
 * Dead letters where there is no Kafka: kept in the store with their bytes, and told over NSQ
 * without them, because nsqd holds messages in its memory and takes none above 1 MiB.
 */
public final class NsqDeadLetters implements DeadLetters {
    /** The CloudEvents {@code type} of what is told. */
    public static final String TYPE = "org.inkstream.letter.dead.v1";

    private final NsqProducer producer;
    private final String topic;
    private final String source;
    private final Function<DeadLetter, Future<String>> keep;

    /**
     * @param source the CloudEvents {@code source}
     * @param keep completes with a reference once the letter and its bytes are durable
     */
    public NsqDeadLetters(
            NsqProducer producer,
            String topic,
            String source,
            Function<DeadLetter, Future<String>> keep) {
        this.producer = producer;
        this.topic = topic;
        this.source = source;
        this.keep = keep;
    }

    @Override
    public Future<Void> bury(DeadLetter letter) {
        return keep.apply(letter).compose(reference -> tell(letter, reference));
    }

    private Future<Void> tell(DeadLetter letter, String reference) {
        Delivery delivery = letter.delivery();
        JsonObject data =
                new JsonObject()
                        .put("documentId", delivery.key())
                        .put("reason", letter.reason())
                        .put("errorClass", letter.errorClass().wireName())
                        .put("attempts", letter.attempts())
                        .put("originTopic", delivery.origin().topic())
                        .put("originPartition", delivery.origin().partition())
                        .put("originOffset", delivery.origin().offset())
                        .put("bytes", delivery.value().length)
                        .put("reference", reference);
        StructuredEvent event =
                new StructuredEvent(
                        TYPE,
                        Ids.eventId(TYPE, reference, ""),
                        source,
                        delivery.key(),
                        letter.at());
        return producer.publish(topic, event.around(JsonBytes.of(data)));
    }
}
