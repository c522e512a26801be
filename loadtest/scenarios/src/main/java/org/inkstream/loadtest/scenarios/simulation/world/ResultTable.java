package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Enriched letters with their history, cost records and review items. */
final class ResultTable {
    /** By document, the runs in the order of their versions. */
    private final Map<String, List<String>> versions = new LinkedHashMap<>();

    private final Map<String, JsonObject> current = new LinkedHashMap<>();
    private final Map<String, JsonObject> costs = new LinkedHashMap<>();
    private final Map<String, JsonObject> reviews = new LinkedHashMap<>();
    private final Witness witness;

    ResultTable(Witness witness) {
        this.witness = witness;
    }

    int save(JsonObject document) {
        String id = document.getString("_id");
        String run = document.getString("runId");
        List<String> runs = versions.computeIfAbsent(id, first -> new ArrayList<>());
        int known = runs.indexOf(run);
        if (known < 0) {
            runs.add(run);
            known = runs.size() - 1;
        }
        if (known == runs.size() - 1) {
            current.put(id, document);
        }
        return known + 1;
    }

    /** The first step of a save, whose client has gone: it writes where there is no other run. */
    int saveOwn(JsonObject document) {
        List<String> runs = versions.get(document.getString("_id"));
        boolean own = runs == null || runs.get(runs.size() - 1).equals(document.getString("runId"));
        return own ? save(document) : 0;
    }

    JsonObject read(String documentId) {
        JsonObject held = current.get(documentId);
        return held == null ? new JsonObject() : held.copy();
    }

    boolean recordCosts(List<JsonObject> records) {
        for (JsonObject record : records) {
            if (costs.putIfAbsent(record.getString("_id"), record) == null) {
                String request = record.getString("request_id");
                witness.holds(
                        isUnknown(record) || request.isEmpty() || requests(request) == 1,
                        "I2",
                        "request " + request + " is accounted twice");
            }
        }
        return true;
    }

    /** Whether it stands for a call whose outcome nobody received. */
    static boolean isUnknown(JsonObject record) {
        return "unknown".equals(record.getString("cost_status"));
    }

    private long requests(String request) {
        return costs.values().stream()
                .filter(one -> request.equals(one.getString("request_id")))
                .count();
    }

    boolean requestReview(JsonObject item) {
        return reviews.putIfAbsent(item.getString("_id"), item) == null;
    }

    /** The run that a version of a document came from, empty if there is none. */
    String runOf(String documentId, int version) {
        List<String> runs = versions.getOrDefault(documentId, List.of());
        return version < 1 || version > runs.size() ? "" : runs.get(version - 1);
    }

    List<String> runsOf(String documentId) {
        return versions.getOrDefault(documentId, List.of());
    }

    Map<String, JsonObject> costs() {
        return costs;
    }
}
