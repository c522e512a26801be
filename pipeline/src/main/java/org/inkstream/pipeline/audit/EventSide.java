package org.inkstream.pipeline.audit;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.inkstream.identity.Ids;
import org.inkstream.pipeline.publish.EventType;

/**
 * What was announced, as far as the topics still hold it: told event by event, before the store is
 * read, so that whatever the journal then calls closed has been told. Used on one thread.
 */
public final class EventSide {
    private final Map<EventType, Instant> heldSince = new EnumMap<>(EventType.class);
    private final Map<EventType, Long> counts = new EnumMap<>(EventType.class);
    private final Fingerprints ids = new Fingerprints();
    private final Map<String, Instant> letters = new HashMap<>();

    /** Events of that type are read, and all of them are there that were announced since then. */
    public void holds(EventType type, Instant since) {
        heldSince.put(type, since);
    }

    /** An event; one that was announced again has its id again. */
    public void told(EventType type, String id, String documentId, Instant at) {
        counts.merge(type, 1L, Long::sum);
        ids.add(id);
        if (type == EventType.DOCUMENT_ENRICHED) {
            letters.merge(documentId, at, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    /**
     * Whether an event should be there about what a run left behind, and is not.
     *
     * @param version as it stands; a person may have raised it since
     * @param opened when the run began: what it announced came later
     */
    boolean isMissing(EventType type, String runId, int version, Instant opened) {
        if (!isHeld(type, opened)) {
            return false;
        }
        for (int announced = version; announced > 0; announced--) {
            if (ids.contains(
                    Ids.eventId(type.cloudEventsType(), runId, Integer.toString(announced)))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the event about a cost record should be there, and is not.
     *
     * @param id of the record, which is that of the event
     */
    boolean isMissing(String id, Instant opened) {
        return isHeld(EventType.COST_RECORDED, opened) && !ids.contains(id);
    }

    private boolean isHeld(EventType type, Instant opened) {
        Instant since = heldSince.get(type);
        return since != null && !opened.isBefore(since);
    }

    /** Letters that were announced, and when they were last. */
    Map<String, Instant> letters() {
        return letters;
    }

    /** Whether events of that type could be read at all. */
    boolean isReadable(EventType type) {
        return heldSince.containsKey(type) || counts.containsKey(type);
    }

    long count(EventType type) {
        return counts.getOrDefault(type, 0L);
    }
}
