package org.inkstream.pipeline.cost;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.identity.Ids;
import org.inkstream.money.Charge;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.money.PriceTable;
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
     * A result that was used again from a store was paid for by the run that it came from. What a
     * tool used that failed in the end was paid for all the same.
     *
     * <p>A run calls a tool with one key only, so run, tool, attempt and call number make the id: a
     * redelivery repeats it, a second billed attempt does not. The prices are those of the time at
     * which the tool ended, so that a run that another process finishes later costs the same.
     */
    public static CostRecords of(
            Run run, Collection<StepResult> results, PriceTable prices, Instant now) {
        List<CostRecord> records = new ArrayList<>();
        for (StepResult step : results) {
            if (step.ending() != StepResult.Ending.CACHED) {
                addTo(records, run, step, prices, now);
            }
        }
        return new CostRecords(records);
    }

    private static void addTo(
            List<CostRecord> records, Run run, StepResult step, PriceTable prices, Instant now) {
        Instant at = step.endedAt().equals(StepResult.UNKNOWN_TIME) ? now : step.endedAt();
        String attempt = step.tool() + "/" + step.attempts() + "/";
        int call = 0;
        for (ModelUsage usage : step.usage()) {
            call++;
            // A lost call has its own name, whatever was called after it.
            String name =
                    usage.isUnknown() && !usage.requestId().isEmpty()
                            ? step.tool() + "/unknown/" + usage.requestId()
                            : attempt + call;
            records.add(
                    new CostRecord(
                            Ids.eventId(TYPE, run.id(), name),
                            run,
                            step,
                            usage,
                            prices.charge(usage, at),
                            prices.version(),
                            at,
                            now));
        }
    }

    /** The sum of what is known. */
    public Money total() {
        return known(records);
    }

    /** What calls can have cost beyond {@link #total} whose outcome nobody received. */
    public Money atMostBeyond() {
        return records.stream().map(CostRecord::atMost).reduce(Money.ZERO, Money::plus);
    }

    /** Calls whose cost nobody knows: {@link #total} is at least that much too low. */
    public int unknown() {
        return (int) records.stream().filter(CostRecord::isUnknown).count();
    }

    /**
     * Puts what each tool cost beside the rest of what is known about it, where the origin of a
     * field points.
     *
     * @param tools of the stored letter, by name; changed
     */
    public void tell(JsonObject tools) {
        Map<String, List<CostRecord>> byTool = new LinkedHashMap<>();
        records.forEach(
                one ->
                        byTool.computeIfAbsent(one.step().tool(), first -> new ArrayList<>(1))
                                .add(one));
        byTool.forEach(
                (tool, calls) -> {
                    JsonObject told = tools.getJsonObject(tool);
                    if (told != null) {
                        tell(told, calls);
                    }
                });
    }

    private static void tell(JsonObject tool, List<CostRecord> calls) {
        if (calls.stream().anyMatch(CostRecord::isUnknown)) {
            tool.put("cost_status", "unknown");
        } else {
            boolean free = calls.stream().allMatch(one -> one.charge() instanceof Charge.Free);
            tool.put("cost_status", free ? "free" : "priced")
                    .put("cost_usd", CostRecord.dollars(known(calls)));
        }
    }

    private static Money known(List<CostRecord> records) {
        return records.stream().map(CostRecord::known).reduce(Money.ZERO, Money::plus);
    }

    /** The form in {@code cost_records}. */
    public List<JsonObject> toJson() {
        return records.stream().map(CostRecord::toJson).toList();
    }
}
