package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.COSTS;
import static org.inkstream.pipeline.store.mongo.Collections.CURRENT_SCHEMA;
import static org.inkstream.pipeline.store.mongo.Collections.DOCUMENT_ID;
import static org.inkstream.pipeline.store.mongo.Collections.ENRICHED;
import static org.inkstream.pipeline.store.mongo.Collections.REVIEWS;
import static org.inkstream.pipeline.store.mongo.Collections.SCHEMA_VERSION;

import com.mongodb.client.model.WriteModel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final SharedBulks letters;
    private final SharedBulks costs;
    private final SharedBulks reviews;
    private final Succession succession;
    private final UnhealedLetters unhealed;
    private final Timers timers;

    MongoResultStore(MongoClient client, BulkWrites bulks, Observed observed, Timers timers) {
        this.client = client;
        this.bulks = bulks;
        this.observed = observed;
        this.letters = shared("results.save", ENRICHED, bulks);
        this.costs = shared("costs.record", COSTS, bulks);
        this.reviews = shared("reviews.request", REVIEWS, bulks);
        this.timers = timers;
        this.succession = new Succession(client, observed, timers);
        this.unhealed = new MongoUnhealedLetters(client, observed);
    }

    private SharedBulks shared(String operation, String collection, BulkWrites bulks) {
        return new SharedBulks(
                writes ->
                        observed.writes(
                                operation, writes.size(), () -> bulks.write(collection, writes)));
    }

    @Override
    public Future<Integer> save(JsonObject document) {
        return upsertOwn(document)
                .compose(
                        saved ->
                                switch (saved) {
                                    case INSERTED -> Future.succeededFuture(1);
                                    case FOUND -> succession.versionOf(document);
                                    case DUPLICATE -> succession.succeed(stored(document));
                                });
    }

    @Override
    public Future<Integer> replace(JsonObject document, int over) {
        return succession.succeed(stored(document), over);
    }

    private static JsonObject stored(JsonObject document) {
        return ResultForm.toStore(document).put(DOCUMENT_ID, document.getString("_id"));
    }

    /** Writes where there is no document or one of the same run; otherwise the _id collides. */
    private Future<BulkOutcomes.Outcome> upsertOwn(JsonObject document) {
        return bulks.encoded(() -> ownUpsert(document)).compose(letters::write);
    }

    private static WriteModel<RawBsonDocument> ownUpsert(JsonObject document) {
        JsonObject own =
                new JsonObject()
                        .put("_id", document.getString("_id"))
                        .put("runId", document.getString("runId"));
        JsonObject fields = versioned(document);
        fields.put(DOCUMENT_ID, fields.remove("_id"));
        JsonObject update =
                new JsonObject()
                        .put("$set", BsonBytes.ofResult(fields))
                        .put("$setOnInsert", new JsonObject().put("version", 1));
        return BulkWrites.upsert(own, update);
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
                records.stream()
                        .map(record -> BulkWrites.insert(BsonBytes.ofResult(versioned(record))))
                        .toList();
        // What is there already is the same record: its id is made of the call that it accounts.
        return costs.write(inserts).mapEmpty();
    }

    @Override
    public Future<Void> requestReview(JsonObject item) {
        JsonObject stored = versioned(item).put(DOCUMENT_ID, item.getString("documentId", ""));
        JsonObject same = new JsonObject().put("_id", stored.remove("_id"));
        JsonObject update = new JsonObject().put("$setOnInsert", BsonBytes.ofResult(stored));
        return reviews.write(BulkWrites.upsert(same, update)).mapEmpty();
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
        return new JsonObject(new LinkedHashMap<>(document.getMap()))
                .put(SCHEMA_VERSION, CURRENT_SCHEMA);
    }

    @Override
    public Future<JsonObject> read(String documentId) {
        return observed.read(
                        "results.read",
                        () -> client.findOne(ENRICHED, Succession.id(documentId), null))
                .map(MongoResultStore::documentOrEmpty);
    }

    @Override
    public Future<JsonObject> saved(String documentId, String runId) {
        return succession.saved(documentId, runId).map(MongoResultStore::documentOrEmpty);
    }

    private static JsonObject documentOrEmpty(@Nullable JsonObject stored) {
        if (stored == null) {
            return new JsonObject();
        }
        JsonObject document = ResultForm.fromStore(stored);
        document.remove(DOCUMENT_ID);
        return document;
    }
}
