package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.CURRENT_SCHEMA;
import static org.inkstream.pipeline.store.mongo.Collections.DUE;
import static org.inkstream.pipeline.store.mongo.Collections.SCHEMA_VERSION;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.List;
import org.inkstream.pipeline.journal.DueStore;

/** What is to be begun later, in MongoDB. */
final class MongoDueStore implements DueStore {
    private static final UpdateOptions UPSERT = new UpdateOptions().setUpsert(true);

    private final MongoClient client;
    private final Observed observed;

    MongoDueStore(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<Void> put(Entry entry) {
        return observed.write(
                "due.put",
                () ->
                        client.replaceDocumentsWithOptions(
                                        DUE, Succession.id(entry.id()), stored(entry), UPSERT)
                                .<Void>mapEmpty());
    }

    @Override
    public Future<Boolean> plan(Entry entry) {
        return observed.write("due.plan", () -> client.insert(DUE, stored(entry)).map(true))
                .recover(
                        failure ->
                                DuplicateKeys.isDuplicate(failure)
                                        ? Future.succeededFuture(false)
                                        : Future.failedFuture(failure));
    }

    private static JsonObject stored(Entry entry) {
        return new JsonObject()
                .put("_id", entry.id())
                .put("kind", entry.kind().wireName())
                .put("documentId", entry.documentId())
                .put("collectionId", entry.collectionId())
                .put("dueAt", Dates.date(entry.dueAt()))
                .put("details", entry.details())
                .put(SCHEMA_VERSION, CURRENT_SCHEMA);
    }

    @Override
    public Future<List<Entry>> due(Instant now, int limit) {
        JsonObject until =
                new JsonObject().put("dueAt", new JsonObject().put("$lte", Dates.date(now)));
        FindOptions earliest =
                new FindOptions().setSort(new JsonObject().put("dueAt", 1)).setLimit(limit);
        return observed.read("due.find", () -> client.findWithOptions(DUE, until, earliest))
                .map(found -> found.stream().map(MongoDueStore::entry).toList());
    }

    @Override
    public Future<Void> remove(String id) {
        return observed.write(
                "due.remove", () -> client.removeDocument(DUE, Succession.id(id)).<Void>mapEmpty());
    }

    private static Entry entry(JsonObject stored) {
        return new Entry(
                stored.getString("_id"),
                Kind.of(stored.getString("kind")),
                stored.getString("documentId"),
                stored.getString("collectionId"),
                Instant.parse(Dates.text(stored.getJsonObject("dueAt"))),
                stored.getJsonObject("details", new JsonObject()));
    }
}
