package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.time.Timers;

/**
 * Removes everything that the store holds of a letter: its current and earlier versions, its runs
 * with their text and results, what was to be used again or begun later, and its reviews. What it
 * cost stays, for that names no word of it, and so does the id, by which others know that it is not
 * lost. Each erasure may be repeated.
 */
public final class Erasure {
    /** When it was. */
    static final String AT = "at";

    private static final String DOCUMENT = "documentId";
    private static final UpdateOptions UPSERT = new UpdateOptions().setUpsert(true);

    private final MongoClient client;
    private final Observed observed;
    private final Timers timers;

    Erasure(MongoClient client, Observed observed, Timers timers) {
        this.client = client;
        this.observed = observed;
        this.timers = timers;
    }

    /**
     * What an erasure came to.
     *
     * @param inWork whether a run of the letter was open, so that nothing was removed
     * @param removed how many documents, by collection; those without are left out
     */
    public record Erased(boolean inWork, Map<String, Long> removed) {
        public Erased {
            removed = Map.copyOf(removed);
        }

        /** How many documents in all. */
        public long total() {
            return removed.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * @param evenInWork also where a run is open: for when no process works on it any more, or it
     *     would write the letter anew
     */
    public Future<Erased> erase(String documentId, boolean evenInWork) {
        return observed.read("erase.runs", () -> client.find(Collections.JOURNAL, of(documentId)))
                .compose(
                        runs ->
                                !evenInWork && runs.stream().anyMatch(Erasure::isOpen)
                                        ? Future.succeededFuture(new Erased(true, Map.of()))
                                        : erase(documentId, runs));
    }

    private static boolean isOpen(JsonObject run) {
        return "open".equals(run.getString("state"));
    }

    private Future<Erased> erase(String documentId, List<JsonObject> runs) {
        JsonArray texts = new JsonArray();
        runs.forEach(run -> texts.add(run.getString("textHash", "")));
        Map<String, Long> removed = new LinkedHashMap<>();
        // First: a letter that is half erased is none that was lost.
        Future<Void> done = note(documentId);
        for (Part part : parts(documentId, texts)) {
            done = done.compose(before -> remove(part, removed));
        }
        return done.map(all -> new Erased(false, removed));
    }

    private Future<Void> note(String documentId) {
        JsonObject noted =
                new JsonObject()
                        .put(AT, Dates.date(timers.now()))
                        .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
        return observed.write(
                "erase.note",
                () ->
                        client.updateCollectionWithOptions(
                                        Collections.ERASED,
                                        Succession.id(documentId),
                                        new JsonObject().put("$set", noted),
                                        UPSERT)
                                .<Void>mapEmpty());
    }

    private record Part(String collection, JsonObject which) {}

    /** First what leads others to the letter, and the letter itself last. */
    private static List<Part> parts(String documentId, JsonArray texts) {
        List<Part> parts = new ArrayList<>();
        JsonObject read = new JsonObject().put("_id", new JsonObject().put("$in", texts));
        parts.add(new Part(Collections.REUSE, of(documentId)));
        parts.add(new Part(Collections.REUSE, read));
        for (String collection :
                List.of(
                        Collections.DUE,
                        Collections.ANSWERS,
                        Collections.DEAD_LETTERS,
                        Collections.JOURNAL,
                        Collections.RUNS,
                        Collections.REVIEWS,
                        Collections.JOB_TASKS,
                        Collections.HISTORY)) {
            parts.add(new Part(collection, of(documentId)));
        }
        // The older system wrote it so, and its database may be this one.
        parts.add(new Part(Collections.REVIEWS, new JsonObject().put("document_id", documentId)));
        parts.add(new Part(Collections.UNHEALED, Succession.id(documentId)));
        parts.add(new Part(Collections.ENRICHED, Succession.id(documentId)));
        return parts;
    }

    private static JsonObject of(String documentId) {
        return new JsonObject().put(DOCUMENT, documentId);
    }

    private Future<Void> remove(Part part, Map<String, Long> removed) {
        return observed.write(
                        "erase.remove",
                        () -> client.removeDocuments(part.collection(), part.which()))
                .map(
                        result -> {
                            long count =
                                    Optional.ofNullable(result)
                                            .map(r -> r.getRemovedCount())
                                            .orElse(0L);
                            if (count > 0) {
                                removed.merge(part.collection(), count, Long::sum);
                            }
                            return null;
                        });
    }
}
