package org.inkstream.pipeline.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.ingest.Delivery;

/**
 * What came in and was settled: told record by record, the dead letters first. Holds an id for each
 * letter, none of its text. Used on one thread.
 */
public final class SourceSide {
    private final Set<Delivery.Origin> buried = new HashSet<>();
    private final Map<UUID, Accepted> accepted = new HashMap<>();
    private final List<Delivery.Origin> refusedNotBuried = new ArrayList<>();
    private long records;
    private long refused;

    /** A record stands among the dead letters. */
    public void buried(Delivery.Origin origin) {
        buried.add(origin);
    }

    /**
     * A record is an event.
     *
     * @param replayed whether it is a dead letter that was published again
     */
    public void accepted(Delivery.Origin origin, OcrCompleted event, boolean replayed) {
        records++;
        accepted.computeIfAbsent(
                        key(event.documentId(), event.textHash()),
                        key -> new Accepted(event.documentId()))
                .add(buried.contains(origin), replayed);
    }

    /** A record is no event that anybody could work on. */
    public void refused(Delivery.Origin origin) {
        records++;
        refused++;
        if (!buried.contains(origin)) {
            refusedNotBuried.add(origin);
        }
    }

    /** One text of one document. */
    static UUID key(String documentId, String textHash) {
        return UUID.nameUUIDFromBytes((textHash + documentId).getBytes(StandardCharsets.UTF_8));
    }

    Map<UUID, Accepted> letters() {
        return accepted;
    }

    List<Delivery.Origin> refusedNotBuried() {
        return refusedNotBuried;
    }

    long records() {
        return records;
    }

    long refused() {
        return refused;
    }

    long deadLetters() {
        return buried.size();
    }

    /** All records of one text of one document. */
    static final class Accepted {
        private final String documentId;
        private int records;
        private int buried;
        private boolean replayed;

        private Accepted(String documentId) {
            this.documentId = documentId;
        }

        private void add(boolean isBuried, boolean isReplayed) {
            records++;
            buried += isBuried ? 1 : 0;
            replayed |= isReplayed;
        }

        String documentId() {
            return documentId;
        }

        boolean isBuried() {
            return buried > 0;
        }

        /** Whether every one of them was given up, and none came back. */
        boolean isOnlyBuried() {
            return buried == records && !replayed;
        }
    }
}
