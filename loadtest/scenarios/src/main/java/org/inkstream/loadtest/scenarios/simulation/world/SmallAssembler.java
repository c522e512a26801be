package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.inkstream.identity.Ids;
import org.inkstream.money.PriceTable;
import org.inkstream.pipeline.cost.CostRecords;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.EventType;
import org.inkstream.pipeline.review.ReviewItem;
import org.inkstream.pipeline.workflow.Assembler;
import org.inkstream.pipeline.workflow.Bill;
import org.inkstream.pipeline.workflow.Finished;

/**
 * A letter that consists of how its tools ended, with the costs that they really come to. The
 * fields of a real letter would take most of the time that a world has.
 */
final class SmallAssembler implements Assembler {
    /** Letters of this name cannot be put together. */
    static final String UNWORKABLE = "unworkable";

    private final PriceTable prices;

    SmallAssembler(PriceTable prices) {
        this.prices = prices;
    }

    @Override
    public Finished assemble(Run run, Collection<StepResult> steps, Instant now) {
        if (run.documentId().startsWith(UNWORKABLE)) {
            throw new IllegalStateException("a letter that nobody can put together");
        }
        JsonObject tools = new JsonObject();
        boolean complete = true;
        for (StepResult step : steps) {
            tools.put(step.tool(), new JsonObject().put("_source", step.ending().wireName()));
            complete &= step.answered();
        }
        JsonObject document =
                new JsonObject()
                        .put("_id", run.documentId())
                        .put("runId", run.id())
                        .put("textHash", run.event().textHash())
                        .put("revision", run.revision())
                        .put("pass", run.pass())
                        .put("tools", tools);
        CostRecords costs = CostRecords.of(run, steps, prices, now);
        return new Finished(
                document,
                Map.of(),
                costs.toJson(),
                complete && !isSampled(run) ? List.of() : List.of(review(run)),
                version -> announcements(run, document, costs, version, now),
                new JsonObject().put("complete", complete));
    }

    @Override
    public Bill bill(Run run, Collection<StepResult> steps, Instant now) {
        CostRecords costs = CostRecords.of(run, steps, prices, now);
        return new Bill(costs.toJson(), announcements(run, costs, now));
    }

    /** Some letters are looked at whatever they are. */
    private static boolean isSampled(Run run) {
        return run.id().charAt(0) < '8';
    }

    private static JsonObject review(Run run) {
        return new JsonObject()
                .put("_id", ReviewItem.idOf(run.id(), run.documentId()))
                .put("runId", run.id());
    }

    private static List<Announcement> announcements(
            Run run, JsonObject document, CostRecords costs, int version, Instant now) {
        EventType enriched = EventType.DOCUMENT_ENRICHED;
        String id = Ids.eventId(enriched.cloudEventsType(), run.id(), Integer.toString(version));
        List<Announcement> told = new ArrayList<>();
        told.add(
                new Announcement(
                        enriched,
                        id,
                        run.documentId(),
                        now,
                        document.copy().put("version", version)));
        told.addAll(announcements(run, costs, now));
        return told;
    }

    private static List<Announcement> announcements(Run run, CostRecords costs, Instant now) {
        return costs.records().stream()
                .map(
                        cost ->
                                new Announcement(
                                        EventType.COST_RECORDED,
                                        cost.id(),
                                        run.documentId(),
                                        now,
                                        cost.toJson()))
                .toList();
    }
}
