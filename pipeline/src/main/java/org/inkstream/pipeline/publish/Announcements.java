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
import org.inkstream.pipeline.review.ReviewItem;

/** What the world is told of one finished run. */
public final class Announcements {
    private Announcements() {}

    /**
     * The letter, its quality, each model call, and the review if one is needed. The ids follow
     * from the run and the version, so that telling it again repeats them.
     *
     * @param stored the document as it was saved, {@link Enrichment#toStored}; not changed
     * @param version that it was saved under
     */
    public static List<Announcement> of(
            Enrichment letter, JsonObject stored, CostRecords costs, int version, Instant now) {
        Run run = letter.run();
        String which = Integer.toString(version);
        List<Announcement> told = new ArrayList<>(3 + costs.records().size());
        JsonObject current = new JsonObject(new LinkedHashMap<>(stored.getMap()));
        told.add(
                tell(
                        EventType.DOCUMENT_ENRICHED,
                        run,
                        which,
                        now,
                        current.put("version", version)));
        told.add(tell(EventType.DOCUMENT_QUALITY, run, which, now, quality(letter, version)));
        for (CostRecord cost : costs.records()) {
            EventType type = EventType.COST_RECORDED;
            told.add(new Announcement(type, cost.id(), run.documentId(), now, cost.toJson()));
        }
        ReviewItem.of(run, letter.verdict(), now)
                .map(item -> item.toJson().put("version", version))
                .map(item -> tell(EventType.DOCUMENT_REVIEW, run, which, now, item))
                .ifPresent(told::add);
        return told;
    }

    private static Announcement tell(
            EventType type, Run run, String what, Instant now, JsonObject data) {
        String id = Ids.eventId(type.cloudEventsType(), run.id(), what);
        return new Announcement(type, id, run.documentId(), now, data);
    }

    private static JsonObject quality(Enrichment letter, int version) {
        return letter.qualityMetrics()
                .put("documentId", letter.run().documentId())
                .put("collectionId", letter.run().event().collectionId())
                .put("runId", letter.run().id())
                .put("revision", letter.run().revision())
                .put("policy", letter.policy())
                .put("version", version);
    }
}
