package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.pipeline.workflow.UnhealedLetters;

/** Enriched letters with their history, cost records and review items. */
final class ResultTable {
    private static final Set<String> NO_ANSWERS =
            Set.of(StepResult.Ending.FAILED.wireName(), StepResult.Ending.FALLBACK.wireName());

    /** By document, the runs in the order of their versions. */
    private final Map<String, List<String>> versions = new LinkedHashMap<>();

    private final Map<String, JsonObject> byRun = new HashMap<>();
    private final Map<String, JsonObject> current = new LinkedHashMap<>();
    private final Map<String, JsonObject> costs = new LinkedHashMap<>();
    private final Map<String, JsonObject> reviews = new LinkedHashMap<>();
    private final Map<String, UnhealedLetters.Letter> unhealed = new LinkedHashMap<>();
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
            checkText(read(id), document);
            runs.add(run);
            known = runs.size() - 1;
        }
        if (known == runs.size() - 1) {
            current.put(id, document.copy().put("version", known + 1));
            byRun.put(run, current.get(id));
        }
        return known + 1;
    }

    /** Saves what another pass has made of a letter, if the letter is still the one it read. */
    int replace(JsonObject document, int over) {
        String id = document.getString("_id");
        int own = 1 + runsOf(id).indexOf(document.getString("runId"));
        if (own > 0) {
            return own;
        }
        if (runsOf(id).size() != over) {
            return ResultStore.MOVED_ON;
        }
        return save(document);
    }

    private void checkText(JsonObject before, JsonObject after) {
        witness.holds(
                after.getInteger("pass") == 1
                        || after.getString("textHash").equals(before.getString("textHash")),
                "I3",
                after.getString("_id") + " is healed, and stands with another text now");
    }

    /** The letters that stand with tools that could be brought to answer, and were not. */
    List<JsonObject> fallenShort() {
        return current.values().stream().filter(ResultTable::fellShort).toList();
    }

    private static boolean fellShort(JsonObject letter) {
        JsonObject tools = letter.getJsonObject("tools");
        return tools.fieldNames().stream()
                .filter(tool -> !Letters.isLeftToPeople(tool))
                .map(tool -> tools.getJsonObject(tool).getString("_source"))
                .anyMatch(NO_ANSWERS::contains);
    }

    boolean noteUnhealed(UnhealedLetters.Letter letter) {
        unhealed.put(letter.documentId(), letter);
        return true;
    }

    boolean noteHealed(String documentId) {
        return unhealed.remove(documentId) != null;
    }

    /** What was noted about the letters that fell short. */
    Map<String, UnhealedLetters.Letter> unhealed() {
        return unhealed;
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

    /** The version that a run has saved, current or not. */
    JsonObject saved(String runId) {
        JsonObject held = byRun.get(runId);
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

    boolean withdrawReview(String itemId) {
        return reviews.computeIfPresent(itemId, (id, item) -> item.put("status", "superseded"))
                != null;
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
