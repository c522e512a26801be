package org.inkstream.pipeline.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
    private final Set<String> deadLetters = new HashSet<>();
    private final Set<String> buriedDocuments = new HashSet<>();
    private final Map<UUID, Accepted> accepted = new HashMap<>();
    private final List<Delivery.Origin> refusedNotBuried = new ArrayList<>();
    private final List<Gone> gone = new ArrayList<>();
    private long records;
    private long refused;
    private boolean readable = true;
    private boolean allBuriedAreKnown;

    /** The records are not there to be read again, or not all of them. */
    public void cannotBeRead() {
        readable = false;
    }

    /**
     * A record stands among the dead letters; told twice, it is one.
     *
     * @param id of the dead letter
     * @param documentId empty if it names none
     */
    public void buried(String id, String documentId, Delivery.Origin origin) {
        deadLetters.add(id);
        buriedDocuments.add(documentId);
        buried.add(origin);
    }

    /** All dead letters were told after the journal was read: a run that is dead has its own. */
    public void knowsAllBuried() {
        allBuriedAreKnown = true;
    }

    /**
     * A dead letter was too large for its topic, and what it refers to is not there.
     *
     * @param place of the dead letter, for people
     * @param at when it was buried
     */
    public void gone(String documentId, String place, Instant at) {
        gone.add(new Gone(documentId, place, at));
    }

    /**
     * A record is an event.
     *
     * @param replayed whether it is a dead letter that was published again
     * @param at when it was published
     */
    public void accepted(Delivery.Origin origin, OcrCompleted event, boolean replayed, Instant at) {
        records++;
        accepted.computeIfAbsent(
                        key(event.documentId(), event.textHash()),
                        key -> new Accepted(event.documentId()))
                .add(buried.contains(origin), replayed, at);
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

    List<Gone> gone() {
        return gone;
    }

    long records() {
        return records;
    }

    long refused() {
        return refused;
    }

    long deadLetters() {
        return deadLetters.size();
    }

    boolean isReadable() {
        return readable;
    }

    /** Whether a run of that document can be dead without a dead letter, for all that is known. */
    boolean mayLack(String documentId) {
        return allBuriedAreKnown && !buriedDocuments.contains(documentId);
    }

    /** A dead letter whose bytes are kept nowhere. */
    record Gone(String documentId, String place, Instant at) {}

    /** All records of one text of one document. */
    static final class Accepted {
        private final String documentId;
        private int records;
        private int buried;
        private boolean replayed;
        private Instant last = Instant.EPOCH;

        private Accepted(String documentId) {
            this.documentId = documentId;
        }

        private void add(boolean isBuried, boolean isReplayed, Instant at) {
            last = at.isAfter(last) ? at : last;
            records++;
            buried += isBuried ? 1 : 0;
            replayed |= isReplayed;
        }

        String documentId() {
            return documentId;
        }

        /** When the last of them was published. */
        Instant last() {
            return last;
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
