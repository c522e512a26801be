package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.JOURNAL;

import com.mongodb.client.model.WriteModel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.RawBsonDocument;
import org.inkstream.pipeline.journal.RunStore;
import org.jspecify.annotations.Nullable;

/** The journal in MongoDB; see {@link JournalForm} for what a stored run looks like. */
final class MongoRunStore implements RunStore {
    private final MongoClient client;
    private final BulkWrites bulks;
    private final Observed observed;

    MongoRunStore(MongoClient client, BulkWrites bulks, Observed observed) {
        this.client = client;
        this.bulks = bulks;
        this.observed = observed;
    }

    @Override
    public Future<List<Outcome>> write(List<Write> writes) {
        if (writes.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return observed.write("journal.write", () -> upsert(writes))
                .map(collided -> outcomes(writes.size(), collided));
    }

    /** The indices that collided with another owner or epoch. */
    private Future<Set<Integer>> upsert(List<Write> writes) {
        List<WriteModel<RawBsonDocument>> upserts =
                writes.stream()
                        .map(
                                one ->
                                        BulkWrites.upsert(
                                                JournalForm.held(one), JournalForm.update(one)))
                        .toList();
        return bulks.write(JOURNAL, upserts).map(Set.<Integer>of()).recover(DuplicateKeys::ofBulk);
    }

    private static List<Outcome> outcomes(int count, Set<Integer> collided) {
        return IntStream.range(0, count)
                .mapToObj(index -> collided.contains(index) ? Outcome.LOST : Outcome.KEPT)
                .toList();
    }

    @Override
    public Future<JsonObject> read(String runId) {
        return observed.read(
                        "journal.read",
                        () -> client.findOne(JOURNAL, new JsonObject().put("_id", runId), null))
                .map(MongoRunStore::runOrEmpty);
    }

    @Override
    public Future<JsonObject> takeOver(Claim claim) {
        JsonObject seen =
                new JsonObject()
                        .put("_id", claim.runId())
                        .put("owner", claim.owner())
                        .put("epoch", claim.epoch())
                        .put("state", claim.state());
        JsonObject set =
                JournalForm.toStore(claim.set())
                        .put("owner", claim.newOwner())
                        .put("state", "open");
        JsonObject change =
                new JsonObject().put("$set", set).put("$inc", new JsonObject().put("epoch", 1));
        return observed.write("journal.take_over", () -> change(seen, change))
                .map(MongoRunStore::runOrEmpty);
    }

    private Future<@Nullable JsonObject> change(JsonObject held, JsonObject change) {
        return client.findOneAndUpdateWithOptions(
                JOURNAL,
                held,
                change,
                new FindOptions(),
                new UpdateOptions().setReturningNewDocument(true));
    }

    private static JsonObject runOrEmpty(@Nullable JsonObject stored) {
        return stored == null ? new JsonObject() : JournalForm.fromStore(stored);
    }
}
