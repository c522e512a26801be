package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.REUSE;

import com.mongodb.client.model.WriteModel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.RawBsonDocument;
import org.inkstream.pipeline.journal.ReuseStore;
import org.inkstream.time.Timers;

/** Pointers from texts to runs in MongoDB, read by id only. */
final class MongoReuseStore implements ReuseStore {
    static final String AT = "at";
    private static final String RUN = "runId";

    private final MongoClient client;
    private final BulkWrites bulks;
    private final Observed observed;
    private final Timers timers;

    MongoReuseStore(MongoClient client, BulkWrites bulks, Observed observed, Timers timers) {
        this.client = client;
        this.bulks = bulks;
        this.observed = observed;
        this.timers = timers;
    }

    @Override
    public Future<Map<String, String>> find(Collection<String> textHashes) {
        JsonArray ids = new JsonArray();
        textHashes.stream().distinct().forEach(ids::add);
        JsonObject these = new JsonObject().put("_id", new JsonObject().put("$in", ids));
        return observed.read("reuse.find", () -> client.find(REUSE, these))
                .map(
                        found ->
                                found.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        one -> one.getString("_id"),
                                                        one -> one.getString(RUN))));
    }

    @Override
    public Future<Void> put(Collection<Pointer> pointers) {
        // Two with one text in one unordered bulk would collide with each other.
        Map<String, Pointer> last = new LinkedHashMap<>();
        pointers.forEach(one -> last.put(one.textHash(), one));
        List<WriteModel<RawBsonDocument>> upserts =
                last.values().stream().map(this::upsert).toList();
        return observed.write("reuse.put", () -> bulks.write(REUSE, upserts).<Void>mapEmpty());
    }

    private WriteModel<RawBsonDocument> upsert(Pointer pointer) {
        return BulkWrites.upsert(
                Succession.id(pointer.textHash()),
                new JsonObject()
                        .put(
                                "$set",
                                new JsonObject()
                                        .put(RUN, pointer.runId())
                                        .put("documentId", pointer.documentId())
                                        .put(AT, Dates.date(timers.now()))
                                        .put(
                                                Collections.SCHEMA_VERSION,
                                                Collections.CURRENT_SCHEMA)));
    }
}
