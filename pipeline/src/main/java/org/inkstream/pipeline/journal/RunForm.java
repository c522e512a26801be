package org.inkstream.pipeline.journal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.inkstream.json.JsonBytes;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/** How a run looks in the {@code journal} collection. */
final class RunForm {
    static final int SCHEMA_VERSION = 1;

    private static final String OPEN = "open";
    private static final String CLOSED = "closed";

    private RunForm() {}

    static RunStore.Write opening(
            Run run, String owner, long epoch, Collection<String> intents, Instant now) {
        OcrCompleted event = run.event();
        JsonObject onInsert =
                new JsonObject()
                        .put("schemaVersion", SCHEMA_VERSION)
                        .put("documentId", event.documentId())
                        .put("collectionId", event.collectionId())
                        .put("textHash", event.textHash())
                        .put("revision", run.revision())
                        .put("pass", run.pass())
                        .put("openedAt", now.toString());
        JsonObject set = intents(intents).put("state", OPEN);
        return new RunStore.Write(run.id(), owner, epoch, set, onInsert, List.of());
    }

    /** Dotted {@code $set} paths that say which tools are about to be called. */
    static JsonObject intents(Collection<String> tools) {
        JsonObject set = new JsonObject();
        tools.forEach(tool -> set.put("steps." + tool + ".intent", true));
        return set;
    }

    /** One dotted {@code $set} path per result. */
    static JsonObject results(Collection<StepResult> results) {
        JsonObject set = new JsonObject();
        // As text: a result may hold any key, and the store forbids some.
        results.forEach(
                result ->
                        set.put(
                                "steps." + result.tool() + ".result",
                                JsonBytes.text(result.toJson())));
        return set;
    }

    /** What closing sets; the steps go, because the saved document has their content. */
    static JsonObject closing(JsonObject summary, Instant now) {
        return new JsonObject()
                .put("state", CLOSED)
                .put("closedAt", now.toString())
                .put("summary", summary);
    }

    static boolean isClosed(JsonObject stored) {
        return CLOSED.equals(stored.getString("state"));
    }

    static Owner owner(JsonObject stored) {
        return Owner.parse(stored.getString("owner"));
    }

    static long epoch(JsonObject stored) {
        return stored.getLong("epoch");
    }

    static List<StepResult> results(JsonObject stored) {
        return steps(stored).stream()
                .map(step -> ((JsonObject) step.getValue()).getString("result", ""))
                .filter(result -> !result.isEmpty())
                .map(result -> StepResult.fromJson(new JsonObject(result)))
                .toList();
    }

    static Set<String> intended(JsonObject stored) {
        return steps(stored).stream()
                .filter(step -> !((JsonObject) step.getValue()).containsKey("result"))
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static JsonObject steps(JsonObject stored) {
        return stored.getJsonObject("steps", new JsonObject());
    }
}
