package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.workflow.HealingRuns;

/**
 * Who has letters healed that fell short, again and again, by what is stored of them; and who
 * publishes some of them anew meanwhile.
 */
final class Operator {
    private static final double BY_ITSELF = 0.5;
    private static final double ANEW = 0.3;

    private final DueTable due;
    private final ResultTable results;
    private final Archive archive;
    private final Schedule schedule;
    private final Chance chance;
    private boolean calm;
    private int healings;

    Operator(Setting setting, Archive archive) {
        this.due = setting.due();
        this.results = setting.results();
        this.schedule = setting.schedule();
        this.chance = setting.chance();
        this.archive = archive;
    }

    void begin() {
        next();
    }

    /** From now on nothing is published. */
    void calmDown() {
        calm = true;
    }

    private void next() {
        schedule.in(chance.millis(500, 1_500), Schedule.WORLD, "operator", "looks", this::look);
    }

    private void look() {
        results.fallenShort().forEach(this::heal);
        next();
    }

    private void heal(JsonObject letter) {
        String documentId = letter.getString("_id");
        boolean planned =
                due.plan(
                        DueStore.Entry.toHeal(
                                letter.getString("runId"),
                                documentId,
                                Letters.COLLECTION,
                                Instant.EPOCH,
                                new JsonObject().put(HealingRuns.AUTOMATIC, chance.of(BY_ITSELF))));
        if (planned) {
            healings++;
            if (!calm && chance.of(ANEW)) {
                archive.publishAnew(documentId);
            }
        }
    }

    /** How often a letter was to be healed. */
    int healings() {
        return healings;
    }
}
