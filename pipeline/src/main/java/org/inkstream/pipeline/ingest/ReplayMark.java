package org.inkstream.pipeline.ingest;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says in a record itself that it was published again, where there are no headers to say it. */
public final class ReplayMark {
    private ReplayMark() {}

    /**
     * The record with the mark in its data, in place of an earlier one; the bytes as they are if
     * they are no JSON object, for then no run has ever been begun for them.
     *
     * @param headers text headers of the original record, names in lower case
     * @param mark different for each replay
     */
    public static byte[] on(byte[] value, Map<String, String> headers, String mark) {
        try {
            // The data alone: what was wrapped around them says nothing that is needed again.
            Map<String, Object> data = new LinkedHashMap<>(Envelope.open(value, headers).values());
            data.put(OcrEventDecoder.REPLAYED_FROM, mark);
            return new JsonObject(data).encode().getBytes(StandardCharsets.UTF_8);
        } catch (BadRecord noEvent) {
            return value;
        }
    }
}
