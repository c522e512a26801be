package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.Map;
import org.inkstream.identity.Ids;
import org.inkstream.pipeline.ingest.OcrEventDecoder;

/**
 * What was given to the system, and what must become of it.
 *
 * @param documentId also the record's key
 * @param runId the run that must be made of it, empty if there can be none
 */
// The bytes are shared by many worlds and never changed.
@SuppressWarnings("ArrayRecordComponent")
record Accepted(String documentId, byte[] bytes, String runId) {
    private static final OcrEventDecoder DECODER = new OcrEventDecoder();

    static Accepted letter(String documentId, int edition) {
        byte[] bytes = Letters.record(documentId, edition);
        String runId =
                DECODER.decode(bytes, Map.of())
                        .match(
                                decoded ->
                                        Ids.runId(
                                                documentId,
                                                decoded.event().textHash(),
                                                Letters.REVISION,
                                                1),
                                rejected -> "");
        return new Accepted(documentId, bytes, runId);
    }

    static Accepted nonsense(String key) {
        return new Accepted(key, new byte[] {'{', 'n', 'o'}, "");
    }

    boolean isLetter() {
        return !runId.isEmpty();
    }

    boolean workable() {
        return isLetter() && !documentId.startsWith(SmallAssembler.UNWORKABLE);
    }
}
