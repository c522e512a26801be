package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.List;
import org.inkstream.pipeline.journal.UnfinishedRuns;

/**
 * Unfinished runs in MongoDB. A slice is a range of ids: MongoDB finds its runs by their state, and
 * the embedded store, which has no index but {@code _id}, reads only the slice.
 */
final class MongoUnfinishedRuns implements UnfinishedRuns {
    /** Behind every hexadecimal digit. */
    private static final String LAST = "g";

    private static final List<String> OF_RUN =
            List.of("documentId", "collectionId", "state", "owner", "openedAt", "dueAt");

    private final MongoClient client;
    private final Observed observed;

    MongoUnfinishedRuns(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<List<Run>> unfinished(int slice, Instant openedBefore) {
        JsonObject range =
                new JsonObject()
                        .put("$gte", "%02x".formatted(slice))
                        .put("$lt", slice == SLICES - 1 ? LAST : "%02x".formatted(slice + 1));
        JsonObject query =
                new JsonObject()
                        .put("_id", range)
                        .put(
                                "state",
                                new JsonObject()
                                        .put("$in", new JsonArray().add("open").add("parked")))
                        .put("openedAt", new JsonObject().put("$lt", Dates.date(openedBefore)));
        JsonObject fields = new JsonObject();
        OF_RUN.forEach(field -> fields.put(field, 1));
        FindOptions found = new FindOptions().setFields(fields);
        return observed.read(
                        "journal.unfinished",
                        () -> client.findWithOptions(Collections.JOURNAL, query, found))
                .map(runs -> runs.stream().map(MongoUnfinishedRuns::run).toList());
    }

    private static Run run(JsonObject stored) {
        JsonObject run = JournalForm.fromStore(stored);
        return new Run(
                run.getString("_id"),
                run.getString("documentId", ""),
                run.getString("collectionId", ""),
                run.getString("state"),
                run.getString("owner", ""),
                Instant.parse(run.getString("openedAt")),
                Instant.parse(run.getString("dueAt", run.getString("openedAt"))));
    }
}
