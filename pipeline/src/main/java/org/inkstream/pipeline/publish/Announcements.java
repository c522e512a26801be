package org.inkstream.pipeline.publish;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.inkstream.identity.Ids;
import org.inkstream.pipeline.cost.CostRecord;
import org.inkstream.pipeline.cost.CostRecords;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.quality.Enrichment;

/** What the world is told of one finished run. */
public final class Announcements {
    private Announcements() {}

    /**
     * The letter, its quality, each model call, and the review if one is needed. The ids follow
     * from the run and the version, so that telling it again repeats them.
     *
     * @param stored the document as it was saved, {@link Enrichment#toStored}; not changed
     * @param reviews the review item as it was saved, or nothing; not changed
     * @param version that it was saved under
     */
    public static List<Announcement> of(
            Enrichment letter,
            JsonObject stored,
            CostRecords costs,
            List<JsonObject> reviews,
            int version,
            Instant now) {
        Run run = letter.run();
        String which = Integer.toString(version);
        List<Announcement> told = new ArrayList<>(3 + costs.records().size());
        told.add(tell(EventType.DOCUMENT_ENRICHED, run, which, now, copy(stored, version)));
        JsonObject quality = quality(letter, stored, version);
        told.add(tell(EventType.DOCUMENT_QUALITY, run, which, now, quality));
        told.addAll(of(costs, run, now));
        for (JsonObject review : reviews) {
            EventType type = EventType.DOCUMENT_REVIEW;
            told.add(tell(type, run, which, now, copy(review, version)));
        }
        return told;
    }

    /** Each model call. */
    public static List<Announcement> of(CostRecords costs, Run run, Instant now) {
        List<Announcement> told = new ArrayList<>(costs.records().size());
        for (CostRecord cost : costs.records()) {
            EventType type = EventType.COST_RECORDED;
            told.add(new Announcement(type, cost.id(), run.documentId(), now, cost.toJson()));
        }
        return told;
    }

    private static JsonObject copy(JsonObject saved, int version) {
        return new JsonObject(new LinkedHashMap<>(saved.getMap())).put("version", version);
    }

    private static Announcement tell(
            EventType type, Run run, String what, Instant now, JsonObject data) {
        String id = Ids.eventId(type.cloudEventsType(), run.id(), what);
        return new Announcement(type, id, run.documentId(), now, data);
    }

    private static JsonObject quality(Enrichment letter, JsonObject stored, int version) {
        return copy(stored.getJsonObject("quality_metrics"), version)
                .put("documentId", letter.run().documentId())
                .put("collectionId", letter.run().event().collectionId())
                .put("runId", letter.run().id())
                .put("revision", letter.run().revision())
                .put("policy", letter.policy());
    }
}
