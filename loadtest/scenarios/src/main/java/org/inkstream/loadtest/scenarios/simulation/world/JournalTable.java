package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.identity.Ids;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.journal.RunStore.Outcome;
import org.inkstream.pipeline.journal.UnfinishedRuns;

/** The journal as the store keeps it: the truth about every run. */
final class JournalTable {
    private final Map<String, JsonObject> runs = new LinkedHashMap<>();
    private final boolean fences;

    /**
     * @param fences whether it looks at owner and epoch, as a store must
     */
    JournalTable(boolean fences) {
        this.fences = fences;
    }

    Outcome write(RunStore.Write write) {
        JsonObject held = runs.get(write.runId());
        if (held == null) {
            held =
                    new JsonObject()
                            .put("_id", write.runId())
                            .put("owner", write.owner())
                            .put("epoch", write.epoch());
            change(held, write.setOnInsert());
            runs.put(write.runId(), held);
        } else if (!isHeld(held, write.owner(), write.epoch())) {
            return Outcome.LOST;
        }
        for (String path : write.unset()) {
            remove(held, path);
        }
        change(held, write.set());
        return Outcome.KEPT;
    }

    private boolean isHeld(JsonObject run, String owner, long epoch) {
        return !fences || (owner.equals(run.getString("owner")) && epoch == run.getLong("epoch"));
    }

    long epoch(String runId) {
        JsonObject held = runs.get(runId);
        return held == null ? 0 : held.getLong("epoch");
    }

    JsonObject read(String runId) {
        JsonObject held = runs.get(runId);
        return held == null ? new JsonObject() : held.copy();
    }

    JsonObject takeOver(RunStore.Claim claim) {
        JsonObject held = runs.get(claim.runId());
        if (held == null
                || !claim.state().equals(held.getString("state"))
                || !isHeld(held, claim.owner(), claim.epoch())) {
            return new JsonObject();
        }
        change(held, claim.set());
        held.put("owner", claim.newOwner()).put("epoch", claim.epoch() + 1).put("state", "open");
        return held.copy();
    }

    /** Whether nobody has to do anything more for any run. */
    boolean isAtRest() {
        return runs.keySet().stream().allMatch(this::isOver);
    }

    private boolean isOver(String runId) {
        return isClosed(runId) || isDead(runId);
    }

    boolean isDead(String runId) {
        return "dead".equals(state(runId));
    }

    boolean isOpen(String runId) {
        return "open".equals(state(runId));
    }

    boolean isClosed(String runId) {
        return "closed".equals(state(runId));
    }

    String state(String runId) {
        JsonObject held = runs.get(runId);
        return held == null ? "" : held.getString("state", "");
    }

    String owner(String runId) {
        JsonObject held = runs.get(runId);
        return held == null ? "" : held.getString("owner");
    }

    /** The pass that a run is, 0 for one that nobody has opened. */
    int pass(String runId) {
        JsonObject held = runs.get(runId);
        return held == null ? 0 : held.getInteger("pass");
    }

    /** Whether a pass before this run has an answer of the tool. */
    boolean wasAnsweredBefore(String runId, String tool) {
        JsonObject held = runs.get(runId);
        for (int pass = pass(runId) - 1; pass > 0 && held != null; pass--) {
            String before =
                    Ids.runId(
                            held.getString("documentId"),
                            held.getString("textHash"),
                            held.getString("revision"),
                            pass);
            String result = step(before, tool).getString("result", "");
            if (!result.isEmpty() && StepResult.fromJson(new JsonObject(result)).answered()) {
                return true;
            }
        }
        return false;
    }

    /** Those that are open or parked, and were opened before then. */
    List<UnfinishedRuns.Run> unfinished(Instant openedBefore) {
        return runs.values().stream()
                .filter(run -> !isOver(run.getString("_id")))
                .map(JournalTable::unfinished)
                .filter(run -> run.openedAt().isBefore(openedBefore))
                .toList();
    }

    private static UnfinishedRuns.Run unfinished(JsonObject run) {
        Instant openedAt = Instant.parse(run.getString("openedAt"));
        return new UnfinishedRuns.Run(
                run.getString("_id"),
                run.getString("documentId"),
                run.getString("collectionId"),
                run.getString("state"),
                run.getString("owner"),
                openedAt,
                run.containsKey("dueAt") ? Instant.parse(run.getString("dueAt")) : openedAt);
    }

    /** Every run as it stands. */
    Collection<JsonObject> all() {
        return runs.values();
    }

    boolean hasResult(String runId, String tool) {
        return step(runId, tool).containsKey("result");
    }

    boolean hasIntent(String runId, String tool) {
        return step(runId, tool).getBoolean("intent", false);
    }

    private JsonObject step(String runId, String tool) {
        JsonObject held = runs.get(runId);
        JsonObject steps = held == null ? null : held.getJsonObject("steps");
        JsonObject step = steps == null ? null : steps.getJsonObject(tool);
        return step == null ? new JsonObject() : step;
    }

    private static void change(JsonObject document, JsonObject set) {
        set.forEach(one -> put(document, one.getKey(), one.getValue()));
    }

    private static void put(JsonObject document, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            document.put(path, value);
            return;
        }
        String head = path.substring(0, dot);
        JsonObject inner = document.getJsonObject(head);
        if (inner == null) {
            inner = new JsonObject();
            document.put(head, inner);
        }
        put(inner, path.substring(dot + 1), value);
    }

    private static void remove(JsonObject document, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            document.remove(path);
            return;
        }
        JsonObject inner = document.getJsonObject(path.substring(0, dot));
        if (inner != null) {
            remove(inner, path.substring(dot + 1));
        }
    }
}
