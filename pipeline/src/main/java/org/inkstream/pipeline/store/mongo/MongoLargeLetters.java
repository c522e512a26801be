package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.CURRENT_SCHEMA;
import static org.inkstream.pipeline.store.mongo.Collections.DEAD_LETTERS;
import static org.inkstream.pipeline.store.mongo.Collections.SCHEMA_VERSION;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.KeptLetter;
import org.inkstream.pipeline.ingest.LargeLetters;
import org.jspecify.annotations.Nullable;

/** Dead letters with their bytes, in MongoDB, until the retention ends. */
final class MongoLargeLetters implements LargeLetters {
    private static final UpdateOptions UPSERT = new UpdateOptions().setUpsert(true);
    private static final String PLACE = DEAD_LETTERS + "/";
    private static final String BYTES = "value";
    private static final String BINARY = "$binary";
    private static final String SIZE = "bytes";
    private static final String HEADERS = "headers";
    private static final String HISTORY = "history";

    private static final List<String> ALL_BUT_BYTES =
            List.of(
                    "topic",
                    "partition",
                    "offset",
                    "documentId",
                    "reason",
                    "errorClass",
                    "attempts",
                    "at",
                    SIZE,
                    HEADERS,
                    HISTORY);

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

    /** Where a source neither numbers nor names its records, key and time tell them apart. */
    private static String id(DeadLetter letter) {
        Delivery.Origin origin = letter.delivery().origin();
        String place = origin.topic() + "/" + origin.partition() + "/" + origin.offset();
        String message = letter.delivery().headers().getOrDefault(Delivery.MESSAGE_ID, "");
        if (origin.offset() >= 0) {
            return place;
        }
        return message.isEmpty()
                ? place + "/" + letter.delivery().key() + "@" + letter.at()
                : origin.topic() + "/" + message;
    }

    private static JsonObject form(DeadLetter letter) {
        Delivery delivery = letter.delivery();
        JsonArray history = new JsonArray();
        letter.history().forEach(tried -> history.add(tried.toJson()));
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
                // As one text each: names of headers may have dots, which no name in a store has.
                .put(HEADERS, new JsonObject(Map.copyOf(delivery.headers())).encode())
                .put(HISTORY, history.encode())
                .put(SIZE, delivery.value().length)
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

    @Override
    public Future<Void> forEach(Consumer<KeptLetter> reader) {
        return new Pages(client, observed, "dead_letters.list")
                .forEach(
                        DEAD_LETTERS,
                        new JsonObject(),
                        ALL_BUT_BYTES,
                        stored -> reader.accept(kept(stored)));
    }

    private static KeptLetter kept(JsonObject stored) {
        Map<String, String> headers = new TreeMap<>();
        new JsonObject(stored.getString(HEADERS, "{}"))
                .forEach(one -> headers.put(one.getKey(), String.valueOf(one.getValue())));
        Delivery delivery =
                new Delivery(
                        new Delivery.Origin(
                                stored.getString("topic", ""),
                                stored.getInteger("partition", -1),
                                stored.getLong("offset", -1L)),
                        stored.getString("documentId", ""),
                        new byte[0],
                        headers);
        List<PastAttempts> history =
                new JsonArray(stored.getString(HISTORY, "[]"))
                        .stream().map(tried -> PastAttempts.fromJson((JsonObject) tried)).toList();
        DeadLetter letter =
                new DeadLetter(
                        delivery,
                        ErrorClass.valueOf(
                                stored.getString("errorClass", "unknown").toUpperCase(Locale.ROOT)),
                        stored.getString("reason", ""),
                        stored.getInteger("attempts", 0),
                        history,
                        Instant.parse(Dates.text(stored.getJsonObject("at"))));
        return new KeptLetter(PLACE + stored.getString("_id"), stored.getInteger(SIZE, 0), letter);
    }
}
