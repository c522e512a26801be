package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.CURRENT_SCHEMA;
import static org.inkstream.pipeline.store.mongo.Collections.DEAD_LETTERS;
import static org.inkstream.pipeline.store.mongo.Collections.SCHEMA_VERSION;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.LargeLetters;
import org.jspecify.annotations.Nullable;

/** Dead letters that are too large for their topic, in MongoDB, until the retention ends. */
final class MongoLargeLetters implements LargeLetters {
    private static final UpdateOptions UPSERT = new UpdateOptions().setUpsert(true);
    private static final String PLACE = DEAD_LETTERS + "/";
    private static final String BYTES = "value";
    private static final String BINARY = "$binary";

    private final MongoClient client;
    private final Observed observed;

    MongoLargeLetters(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<String> keep(DeadLetter letter) {
        String id = id(letter);
        JsonObject stored = form(letter).put("_id", id);
        return observed.write(
                "dead_letters.keep",
                () ->
                        client.replaceDocumentsWithOptions(
                                        DEAD_LETTERS, Succession.id(id), stored, UPSERT)
                                .map(kept -> PLACE + id));
    }

    /** Where a source does not number its records, the key and the time tell them apart. */
    private static String id(DeadLetter letter) {
        Delivery.Origin origin = letter.delivery().origin();
        String place = origin.topic() + "/" + origin.partition() + "/" + origin.offset();
        return origin.offset() >= 0
                ? place
                : place + "/" + letter.delivery().key() + "@" + letter.at();
    }

    private static JsonObject form(DeadLetter letter) {
        Delivery delivery = letter.delivery();
        return new JsonObject()
                .put("topic", delivery.origin().topic())
                .put("partition", delivery.origin().partition())
                .put("offset", delivery.origin().offset())
                // Which the key is, and by which a letter is erased.
                .put("documentId", delivery.key())
                .put("reason", letter.reason())
                .put("errorClass", letter.errorClass().wireName())
                .put("attempts", letter.attempts())
                .put("at", Dates.date(letter.at()))
                .put(BYTES, new JsonObject().put(BINARY, delivery.value()))
                .put(SCHEMA_VERSION, CURRENT_SCHEMA);
    }

    @Override
    public Future<byte[]> read(String reference) {
        if (!reference.startsWith(PLACE)) {
            return Future.succeededFuture(new byte[0]);
        }
        JsonObject id = Succession.id(reference.substring(PLACE.length()));
        return observed.read(
                        "dead_letters.read",
                        () -> client.findOne(DEAD_LETTERS, id, new JsonObject().put(BYTES, 1)))
                .map(MongoLargeLetters::bytes);
    }

    private static byte[] bytes(@Nullable JsonObject stored) {
        return stored == null ? new byte[0] : stored.getJsonObject(BYTES).getBinary(BINARY);
    }
}
