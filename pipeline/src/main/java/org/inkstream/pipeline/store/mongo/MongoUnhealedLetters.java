package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.UNHEALED;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.inkstream.pipeline.workflow.UnhealedLetters;

/** Letters with failed tools, in MongoDB. */
final class MongoUnhealedLetters implements UnhealedLetters {
    private static final UpdateOptions UPSERT = new UpdateOptions().setUpsert(true);

    private final MongoClient client;
    private final Observed observed;

    MongoUnhealedLetters(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<Void> put(Letter letter) {
        JsonObject noted =
                new JsonObject()
                        .put("collectionId", letter.collectionId())
                        .put("runId", letter.runId())
                        .put("pass", letter.pass())
                        .put("tools", sorted(letter.tools()))
                        .put("agents", sorted(letter.agents()))
                        .put("failedAt", Dates.date(letter.failedAt()))
                        .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
        return observed.write(
                "unhealed.put",
                () ->
                        client.updateCollectionWithOptions(
                                        UNHEALED,
                                        Succession.id(letter.documentId()),
                                        new JsonObject().put("$set", noted),
                                        UPSERT)
                                .<Void>mapEmpty());
    }

    @Override
    public Future<Void> remove(String documentId) {
        return observed.write(
                "unhealed.remove",
                () -> client.removeDocument(UNHEALED, Succession.id(documentId)).<Void>mapEmpty());
    }

    @Override
    public Future<List<Letter>> ofAgent(
            String agent, Instant from, Instant to, int passes, int limit) {
        JsonObject query =
                new JsonObject()
                        .put("agents", agent)
                        .put(
                                "failedAt",
                                new JsonObject()
                                        .put("$gte", Dates.date(from))
                                        .put("$lte", Dates.date(to)))
                        .put("pass", new JsonObject().put("$lt", passes));
        FindOptions oldestFirst =
                new FindOptions().setLimit(limit).setSort(new JsonObject().put("failedAt", 1));
        return observed.read(
                        "unhealed.read", () -> client.findWithOptions(UNHEALED, query, oldestFirst))
                .map(found -> found.stream().map(MongoUnhealedLetters::letter).toList());
    }

    private static Letter letter(JsonObject stored) {
        return new Letter(
                stored.getString("_id"),
                stored.getString("collectionId"),
                stored.getString("runId"),
                stored.getInteger("pass"),
                names(stored.getJsonArray("tools")),
                names(stored.getJsonArray("agents")),
                Instant.parse(Dates.text(stored.getJsonObject("failedAt"))));
    }

    private static JsonArray sorted(Set<String> names) {
        return new JsonArray(List.copyOf(new TreeSet<>(names)));
    }

    private static Set<String> names(JsonArray stored) {
        return stored.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }
}
