package org.inkstream.pipeline.publish.nsq;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.inkstream.json.JsonBytes;

/**
 * A CloudEvent 1.0 in structured mode: one JSON object with the attributes and, last, the data as
 * they are.
 */
public final class StructuredEvent {
    private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.UTF_8);

    private final JsonObject attributes;

    /**
     * @param source a URI reference such as {@code /inkstream}
     * @param subject the letter, empty if it is not known
     */
    public StructuredEvent(String type, String id, String source, String subject, Instant time) {
        this.attributes =
                new JsonObject()
                        .put("specversion", "1.0")
                        .put("type", type)
                        .put("id", id)
                        .put("source", source)
                        .put("time", time.toString())
                        .put("datacontenttype", "application/json");
        if (!subject.isEmpty()) {
            attributes.put("subject", subject);
        }
    }

    /** The same with an extension attribute, whose name is of small letters and digits. */
    public StructuredEvent with(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /**
     * @param data one JSON value; not parsed
     */
    public Buffer around(byte[] data) {
        byte[] opening = JsonBytes.of(attributes);
        return Buffer.buffer(opening.length + DATA.length + data.length)
                .appendBytes(opening, 0, opening.length - 1)
                .appendBytes(DATA)
                .appendBytes(data)
                .appendByte((byte) '}');
    }
}
