package org.inkstream.pipeline.cost;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.inkstream.identity.Ids;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/**
 * What a run cost: one record for each model call.
 *
 * @param records in the order of the results
 */
public record CostRecords(List<CostRecord> records) {
    /** Part of every record's id, so that an id is never shared with something else. */
    private static final String TYPE = "org.inkstream.cost.recorded.v1";

    public CostRecords {
        records = List.copyOf(records);
    }

    /**
     * A result that was used again from a store was paid for by the run that it came from.
     *
     * <p>A run calls a tool with one key only, so run, tool, attempt and call number make the id: a
     * redelivery repeats it, a second billed attempt does not.
     */
    public static CostRecords of(
            Run run, Collection<StepResult> results, PriceTable prices, Instant now) {
        List<CostRecord> records = new ArrayList<>();
        for (StepResult step : results) {
            if (step.usage().isEmpty() || step.ending() == StepResult.Ending.CACHED) {
                continue;
            }
            String attempt = step.tool() + "/" + step.attempts() + "/";
            int call = 0;
            for (ModelUsage usage : step.usage()) {
                call++;
                records.add(
                        new CostRecord(
                                Ids.eventId(TYPE, run.id(), attempt + call),
                                run,
                                step,
                                usage,
                                CostRecord.Charge.of(prices.cost(usage, now)),
                                prices.version(),
                                now));
            }
        }
        return new CostRecords(records);
    }

    /** The sum of what is known. */
    public Money total() {
        Money total = Money.ZERO;
        for (CostRecord one : records) {
            total =
                    total.plus(
                            one.charge().match(CostRecord.Charge.Known::cost, none -> Money.ZERO));
        }
        return total;
    }

    /** Calls whose cost nobody knows: {@link #total} is at least that much too low. */
    public int unknown() {
        return (int)
                records.stream()
                        .filter(one -> one.charge().match(known -> false, unknown -> true))
                        .count();
    }

    /** The form in {@code cost_records}. */
    public List<JsonObject> toJson() {
        return records.stream().map(CostRecord::toJson).toList();
    }
}
