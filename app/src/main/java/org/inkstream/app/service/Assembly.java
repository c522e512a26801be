package org.inkstream.app.service;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.inkstream.money.PriceTable;
import org.inkstream.pipeline.cost.CostRecord;
import org.inkstream.pipeline.cost.CostRecords;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.publish.Announcements;
import org.inkstream.pipeline.quality.Assessor;
import org.inkstream.pipeline.quality.Enrichment;
import org.inkstream.pipeline.quality.HumanFields;
import org.inkstream.pipeline.review.ReviewItem;
import org.inkstream.pipeline.workflow.Assembler;
import org.inkstream.pipeline.workflow.Bill;
import org.inkstream.pipeline.workflow.Finished;

/** Fields, score, verdict, costs and review item of a run, put together. Immutable. */
final class Assembly implements Assembler {
    private final Assessor assessor;
    private final PriceTable prices;

    Assembly(Assessor assessor, PriceTable prices) {
        this.assessor = assessor;
        this.prices = prices;
    }

    @Override
    public Finished assemble(Run run, Collection<StepResult> steps, Instant now) {
        return assemble(run, steps, new JsonObject(), now);
    }

    @Override
    public Finished assemble(
            Run run, Collection<StepResult> steps, JsonObject current, Instant now) {
        HumanFields human = HumanFields.of(current);
        Enrichment letter = assessor.assess(run, steps, human, now);
        JsonObject stored = letter.toStored();
        human.restoreIn(stored);
        CostRecords costs = CostRecords.of(run, steps, prices, now);
        costs.tell(stored.getJsonObject("tools"));
        List<JsonObject> reviews =
                ReviewItem.of(run, letter.verdict(), now).stream().map(ReviewItem::toJson).toList();
        return new Finished(
                stored,
                letter.fieldStates(),
                costs.records().stream().map(CostRecord::toJson).toList(),
                reviews,
                version -> Announcements.of(letter, stored, costs, reviews, version, now),
                summary(letter));
    }

    @Override
    public Bill bill(Run run, Collection<StepResult> steps, Instant now) {
        CostRecords costs = CostRecords.of(run, steps, prices, now);
        return new Bill(
                costs.records().stream().map(CostRecord::toJson).toList(),
                Announcements.of(costs, run, now));
    }

    private static JsonObject summary(Enrichment letter) {
        return new JsonObject()
                .put("verdict", letter.verdict().wireName())
                .put("completeness_score", letter.score().completeness());
    }
}
