package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.OWNERS;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.MongoClientUpdateResult;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.time.Timers;

/** Who lives, in MongoDB. */
final class MongoOwnerStore implements OwnerStore {
    private final MongoClient client;
    private final Observed observed;
    private final Timers timers;

    /**
     * @param timers for the time that people read in {@code at}; nothing is decided by it
     */
    MongoOwnerStore(MongoClient client, Observed observed, Timers timers) {
        this.client = client;
        this.observed = observed;
        this.timers = timers;
    }

    @Override
    public Future<Owner> register(String name) {
        JsonObject update =
                new JsonObject()
                        .put("$inc", new JsonObject().put("incarnation", 1L))
                        .put("$set", now().put("beat", 0L).put("resigned", false))
                        .put(
                                "$setOnInsert",
                                new JsonObject()
                                        .put(
                                                Collections.SCHEMA_VERSION,
                                                Collections.CURRENT_SCHEMA));
        UpdateOptions upsert = new UpdateOptions().setUpsert(true).setReturningNewDocument(true);
        return observed.write(
                        "owners.register",
                        () ->
                                client.findOneAndUpdateWithOptions(
                                        OWNERS,
                                        new JsonObject().put("_id", name),
                                        update,
                                        new FindOptions(),
                                        upsert))
                .map(stored -> new Owner(name, stored.getLong("incarnation")));
    }

    @Override
    public Future<Boolean> beat(Owner owner, long counter) {
        return change("owners.beat", owner, now().put("beat", counter));
    }

    @Override
    public Future<Void> resign(Owner owner) {
        return change(
                        "owners.resign",
                        owner,
                        now().put("resigned", true).put("left", owner.incarnation()))
                .mapEmpty();
    }

    /** Whether this incarnation still holds its name; if not, nothing was changed. */
    private Future<Boolean> change(String operation, Owner owner, JsonObject set) {
        JsonObject held =
                new JsonObject().put("_id", owner.name()).put("incarnation", owner.incarnation());
        return observed.write(
                        operation,
                        () ->
                                client.updateCollection(
                                        OWNERS, held, new JsonObject().put("$set", set)))
                .map(MongoClientUpdateResult::getDocMatched)
                .map(matched -> matched == 1);
    }

    @Override
    public Future<Map<String, Beat>> beats() {
        return observed.read("owners.beats", () -> client.find(OWNERS, new JsonObject()))
                .map(MongoOwnerStore::byName);
    }

    private static Map<String, Beat> byName(List<JsonObject> owners) {
        return owners.stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                owner -> owner.getString("_id"), MongoOwnerStore::beat));
    }

    private static Beat beat(JsonObject owner) {
        return new Beat(
                owner.getLong("incarnation"), owner.getLong("beat"), owner.getLong("left", 0L));
    }

    private JsonObject now() {
        return new JsonObject().put("at", Dates.date(timers.now()));
    }
}
