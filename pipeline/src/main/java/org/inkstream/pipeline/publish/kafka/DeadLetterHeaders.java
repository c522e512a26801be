package org.inkstream.pipeline.publish.kafka;

import io.vertx.core.json.JsonArray;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;

/** The headers that a dead letter has beside those of the original record. */
public final class DeadLetterHeaders {
    /** Why, for people. */
    public static final String REASON = "reason";

    /** Wire name of the error class. */
    public static final String ERROR_CLASS = "error-class";

    /** Tries before it was given up. */
    public static final String ATTEMPTS = "attempts";

    /** What was tried for each tool, as JSON; only where something was. */
    public static final String HISTORY = "history";

    public static final String ORIGIN_TOPIC = "origin-topic";
    public static final String ORIGIN_PARTITION = "origin-partition";
    public static final String ORIGIN_OFFSET = "origin-offset";

    /** When it was given up, ISO 8601. */
    public static final String TIMESTAMP = "timestamp";

    /** Size of the original bytes, only where they are missing because the topic refused them. */
    public static final String OMITTED_BYTES = "omitted-bytes";

    /** Where the missing bytes are. */
    public static final String REFERENCE = "reference";

    /** On a record that was published again: the dead letter that it came from, and when. */
    public static final String REPLAYED_FROM = Received.REPLAYED_FROM;

    /** Those that belong to the dead letter and not to the original record. */
    public static final Set<String> OWN =
            Set.of(
                    REASON,
                    ERROR_CLASS,
                    ATTEMPTS,
                    HISTORY,
                    ORIGIN_TOPIC,
                    ORIGIN_PARTITION,
                    ORIGIN_OFFSET,
                    TIMESTAMP,
                    OMITTED_BYTES,
                    REFERENCE);

    private DeadLetterHeaders() {}

    /** What a dead letter says beside its original record, sizes and references of bytes apart. */
    public static Map<String, String> of(DeadLetter letter) {
        Delivery.Origin origin = letter.delivery().origin();
        Map<String, String> headers = new TreeMap<>();
        headers.put(REASON, letter.reason());
        headers.put(ERROR_CLASS, letter.errorClass().wireName());
        headers.put(ATTEMPTS, Integer.toString(letter.attempts()));
        if (!letter.history().isEmpty()) {
            JsonArray tools = new JsonArray();
            letter.history().forEach(tried -> tools.add(tried.toJson()));
            headers.put(HISTORY, tools.encode());
        }
        headers.put(ORIGIN_TOPIC, origin.topic());
        headers.put(ORIGIN_PARTITION, Integer.toString(origin.partition()));
        headers.put(ORIGIN_OFFSET, Long.toString(origin.offset()));
        headers.put(TIMESTAMP, letter.at().toString());
        return headers;
    }
}
