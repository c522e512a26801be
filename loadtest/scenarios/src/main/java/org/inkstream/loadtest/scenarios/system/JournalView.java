package org.inkstream.loadtest.scenarios.system;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which calls the journal holds a result of.
 *
 * @param closed runs that have come to their end: all their results were journalled
 * @param answered the tools with a result, by open run
 */
public record JournalView(Set<String> closed, Map<String, Set<String>> answered) {
    static JournalView of(List<JsonObject> runs) {
        Set<String> closed = new HashSet<>();
        Map<String, Set<String>> answered = new HashMap<>();
        for (JsonObject run : runs) {
            if ("closed".equals(run.getString("state"))) {
                closed.add(run.getString("_id"));
            } else {
                answered.put(run.getString("_id"), withResult(run));
            }
        }
        return new JournalView(closed, answered);
    }

    private static Set<String> withResult(JsonObject run) {
        JsonObject steps = run.getJsonObject("steps", new JsonObject());
        Set<String> tools = new HashSet<>();
        for (String tool : steps.fieldNames()) {
            if (steps.getJsonObject(tool).containsKey("result")) {
                tools.add(tool);
            }
        }
        return tools;
    }

    /** Results that are kept for runs that have not come to their end. */
    public int resultsOfOpenRuns() {
        return answered.values().stream().mapToInt(Set::size).sum();
    }

    /** Whether this call need never be made again. */
    public boolean holds(AgentProcess.Call call) {
        return closed.contains(call.runId())
                || answered.getOrDefault(call.runId(), Set.of()).contains(call.tool());
    }
}
