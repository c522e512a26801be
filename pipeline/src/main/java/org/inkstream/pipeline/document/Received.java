package org.inkstream.pipeline.document;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An event as it was received: what the journal keeps, so that a run that is parked, abandoned or
 * healed needs its source no more. Immutable; the bytes are shared and must not be changed.
 */
public final class Received {
    /** For events that came from nowhere: they cannot be read again. */
    public static final Received NOTHING = new Received(new byte[0], Map.of(), "", -1, -1);

    /** Header of a record that was published again: which dead letter it was, and when. */
    public static final String REPLAYED_FROM = "replayed-from";

    private static final String VALUE = "value";
    private static final String HEADERS = "headers";
    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";

    private final byte[] value;
    private final Map<String, String> headers;
    private final String topic;
    private final int partition;
    private final long offset;

    private Received(
            byte[] value, Map<String, String> headers, String topic, int partition, long offset) {
        this.value = value;
        this.headers = headers;
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
    }

    /**
     * @param value UTF-8 text; not copied
     * @param headers text headers, names in lower case
     * @param topic topic or channel, empty if unknown
     * @param partition -1 where the source has none
     * @param offset -1 where the source has none
     */
    public static Received of(
            byte[] value, Map<String, String> headers, String topic, int partition, long offset) {
        return new Received(value, Map.copyOf(headers), topic, partition, offset);
    }

    /** Whether there is nothing to read again. */
    public boolean isNothing() {
        return value.length == 0;
    }

    /** Not copied. */
    public byte[] value() {
        return value;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** Where it came from, empty if unknown. */
    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    /** The replay by which it came, different for each; empty if it came by none. */
    public String replayedFrom() {
        return headers.getOrDefault(REPLAYED_FROM, "");
    }

    /** The same, sent again by {@code replay} where no header says so already. */
    public Received replayedFrom(String replay) {
        if (replay.isEmpty() || !replayedFrom().isEmpty()) {
            return this;
        }
        Map<String, String> marked = new TreeMap<>(headers);
        marked.put(REPLAYED_FROM, replay);
        return of(value, marked, topic, partition, offset);
    }

    /** The form in the journal: one member for each part, the text as it is. */
    public JsonObject toJson() {
        JsonObject json =
                new JsonObject()
                        .put(VALUE, new String(value, StandardCharsets.UTF_8))
                        .put(TOPIC, topic)
                        .put(PARTITION, partition)
                        .put(OFFSET, offset);
        return headers.isEmpty() ? json : json.put(HEADERS, new JsonObject(Map.copyOf(headers)));
    }

    /** What {@link #toJson} made; {@link #NOTHING} of an empty object. */
    public static Received fromJson(JsonObject json) {
        if (json.getString(VALUE, "").isEmpty()) {
            return NOTHING;
        }
        Map<String, String> headers = new TreeMap<>();
        json.getJsonObject(HEADERS, new JsonObject())
                .forEach(one -> headers.put(one.getKey(), String.valueOf(one.getValue())));
        return of(
                json.getString(VALUE).getBytes(StandardCharsets.UTF_8),
                headers,
                json.getString(TOPIC, ""),
                json.getInteger(PARTITION, -1),
                json.getLong(OFFSET, -1L));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Received that
                && Arrays.equals(value, that.value)
                && headers.equals(that.headers)
                && topic.equals(that.topic)
                && partition == that.partition
                && offset == that.offset;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(value), headers, topic, partition, offset);
    }
}
