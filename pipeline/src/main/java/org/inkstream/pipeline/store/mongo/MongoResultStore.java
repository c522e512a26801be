package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.COSTS;
import static org.inkstream.pipeline.store.mongo.Collections.CURRENT_SCHEMA;
import static org.inkstream.pipeline.store.mongo.Collections.ENRICHED;
import static org.inkstream.pipeline.store.mongo.Collections.REVIEWS;
import static org.inkstream.pipeline.store.mongo.Collections.SCHEMA_VERSION;

import com.mongodb.client.model.WriteModel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.bson.RawBsonDocument;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.pipeline.workflow.UnhealedLetters;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/** Results in MongoDB. */
final class MongoResultStore implements ResultStore {
    private final MongoClient client;
    private final BulkWrites bulks;
    private final Observed observed;
    private final Succession succession;
    private final UnhealedLetters unhealed;
    private final Timers timers;

    MongoResultStore(MongoClient client, BulkWrites bulks, Observed observed, Timers timers) {
        this.client = client;
        this.bulks = bulks;
        this.observed = observed;
        this.timers = timers;
        this.succession = new Succession(client, observed, timers);
        this.unhealed = new MongoUnhealedLetters(client, observed);
    }

    @Override
    public Future<Integer> save(JsonObject document) {
        JsonObject stored = ResultForm.toStore(document);
        return upsertOwn(stored)
                .recover(
                        failure ->
                                DuplicateKeys.isDuplicate(failure)
                                        ? succession.succeed(stored)
                                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Integer> replace(JsonObject document, int over) {
        return succession.succeed(ResultForm.toStore(document), over);
    }

    /** Writes where there is no document or one of the same run; otherwise the _id collides. */
    private Future<Integer> upsertOwn(JsonObject document) {
        JsonObject own =
                new JsonObject()
                        .put("_id", document.getString("_id"))
                        .put("runId", document.getString("runId"));
        JsonObject fields = new JsonObject(new LinkedHashMap<>(document.getMap()));
        fields.remove("_id");
        JsonObject update =
                new JsonObject()
                        .put("$set", fields.put(SCHEMA_VERSION, CURRENT_SCHEMA))
                        .put("$setOnInsert", new JsonObject().put("version", 1));
        return observed.write(
                        "results.save",
                        () -> bulks.write(ENRICHED, List.of(BulkWrites.upsert(own, update))))
                .compose(
                        saved ->
                                saved.getUpserts().isEmpty()
                                        ? succession.versionOf(document)
                                        : Future.succeededFuture(1));
    }

    @Override
    public Future<Void> noteUnhealed(UnhealedLetters.Letter letter) {
        return unhealed.put(letter);
    }

    @Override
    public Future<Void> noteHealed(String documentId) {
        return unhealed.remove(documentId);
    }

    @Override
    public Future<Void> recordCosts(List<JsonObject> records) {
        if (records.isEmpty()) {
            return Future.succeededFuture();
        }
        List<WriteModel<RawBsonDocument>> inserts =
                records.stream().map(record -> BulkWrites.insert(versioned(record))).toList();
        return observed.write("costs.record", () -> insertNew(inserts));
    }

    private Future<Void> insertNew(List<WriteModel<RawBsonDocument>> inserts) {
        // What is there already is the same record: its id is made of the call that it accounts.
        return bulks.write(COSTS, inserts)
                .map(Set.<Integer>of())
                .recover(DuplicateKeys::ofBulk)
                .mapEmpty();
    }

    @Override
    public Future<Void> requestReview(JsonObject item) {
        JsonObject stored = versioned(item);
        JsonObject same = new JsonObject().put("_id", stored.remove("_id"));
        JsonObject update = new JsonObject().put("$setOnInsert", stored);
        return observed.write(
                "reviews.request",
                () ->
                        bulks.write(REVIEWS, List.of(BulkWrites.upsert(same, update)))
                                .<Void>mapEmpty());
    }

    @Override
    public Future<Void> withdrawReview(String itemId) {
        JsonObject waiting = Succession.id(itemId).put("status", "pending");
        JsonObject now = Dates.date(timers.now());
        JsonObject withdrawn =
                new JsonObject()
                        .put("status", "superseded")
                        .put("updated_at", now)
                        .put("completed_at", now);
        return observed.write(
                "reviews.withdraw",
                () ->
                        client.updateCollection(
                                        REVIEWS, waiting, new JsonObject().put("$set", withdrawn))
                                .<Void>mapEmpty());
    }

    private static JsonObject versioned(JsonObject document) {
        return ResultForm.toStore(document).put(SCHEMA_VERSION, CURRENT_SCHEMA);
    }

    @Override
    public Future<JsonObject> read(String documentId) {
        return observed.read(
                        "results.read",
                        () -> client.findOne(ENRICHED, Succession.id(documentId), null))
                .map(MongoResultStore::documentOrEmpty);
    }

    private static JsonObject documentOrEmpty(@Nullable JsonObject stored) {
        return stored == null ? new JsonObject() : ResultForm.fromStore(stored);
    }
}
