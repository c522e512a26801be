package org.inkstream.pipeline.publish;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.json.JsonBytes;

/**
 * The data of an event as it travels: as JSON, or, where that is too large for an event, a
 * reference to the stored document instead. The bytes are not copied and must not be changed.
 *
 * @param json UTF-8
 * @param reference to where the whole data are; empty if they are here
 */
// A copy of up to 256 KiB for a defensive habit would cost more than it protects.
@SuppressWarnings("ArrayRecordComponent")
public record EventData(byte[] json, String reference) {
    /** Largest data that an event carries itself. */
    public static final int MAX_BYTES = 256 * 1024;

    public static EventData of(Announcement event) {
        byte[] whole = JsonBytes.of(event.data());
        if (whole.length <= MAX_BYTES) {
            return new EventData(whole, "");
        }
        String reference = "enriched_documents/" + event.documentId();
        JsonObject instead =
                new JsonObject()
                        .put("documentId", event.documentId())
                        .put("reference", reference)
                        .put("bytes", whole.length);
        for (String kept : List.of("collectionId", "runId", "version")) {
            if (event.data().containsKey(kept)) {
                instead.put(kept, event.data().getValue(kept));
            }
        }
        return new EventData(JsonBytes.of(instead), reference);
    }

    public boolean isReference() {
        return !reference.isEmpty();
    }
}
