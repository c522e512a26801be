package org.inkstream.agents.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.inkstream.agents.gateway.balance.Standing;
import org.inkstream.agents.gateway.schedule.Allowance;
import org.inkstream.agents.gateway.schedule.Estimate;
import org.inkstream.agents.gateway.schedule.Known;
import org.inkstream.agents.gateway.schedule.Quota;

/**
 * What an endpoint has to do at one moment, and how long its calls take.
 *
 * @param calls by model and tool; empty as long as nothing was answered
 * @param quota what is left of each limit of a remote API; what it does not tell is absent
 * @param standing among the servers of its endpoint
 */
public record EndpointReport(
        EndpointLoad load,
        List<Known> calls,
        Map<Allowance.Counted, Quota> quota,
        Standing standing) {
    private static final double NANOS_PER_MILLI = 1e6;

    public EndpointReport {
        calls = List.copyOf(calls);
        quota = Map.copyOf(quota);
    }

    /** Of the only server of its endpoint. */
    public EndpointReport(
            EndpointLoad load, List<Known> calls, Map<Allowance.Counted, Quota> quota) {
        this(load, calls, quota, Standing.ALONE);
    }

    EndpointReport standing(Standing among) {
        return new EndpointReport(load, calls, quota, among);
    }

    /** Times in milliseconds: how long the server works, without waiting for a turn. */
    public JsonObject toJson() {
        JsonArray known = new JsonArray();
        calls.forEach(call -> known.add(json(call)));
        JsonObject json = load.toJson().put("calls", known);
        if (!quota.isEmpty()) {
            json.put("quota", json(quota));
        }
        return standing.isAlone() ? json : json.put("replica", json(standing));
    }

    private static JsonObject json(Map<Allowance.Counted, Quota> quota) {
        JsonObject json = new JsonObject();
        new TreeMap<>(quota)
                .forEach(
                        (counted, one) ->
                                json.put(
                                        counted.name().toLowerCase(Locale.ROOT),
                                        new JsonObject()
                                                .put("limit", one.limit())
                                                .put("remaining", one.left())));
        return json;
    }

    private static JsonObject json(Standing standing) {
        return new JsonObject()
                .put("up", standing.up())
                .put("calls", standing.calls())
                .put("escaped", standing.escaped())
                .put("takenOver", standing.takenOver())
                .put("givenBack", standing.givenBack());
    }

    private static JsonObject json(Known call) {
        Estimate estimate = call.estimate();
        return new JsonObject()
                .put("model", call.model())
                .put("tool", call.tool())
                .put("answers", estimate.samples())
                .put("meanMs", millis(estimate.worked()))
                .put("p10Ms", millis(estimate.quick()))
                .put("p90Ms", millis(estimate.slow()))
                .put("outputTokens", Math.round(estimate.outputTokens()));
    }

    private static long millis(double nanos) {
        return Math.round(nanos / NANOS_PER_MILLI);
    }
}
