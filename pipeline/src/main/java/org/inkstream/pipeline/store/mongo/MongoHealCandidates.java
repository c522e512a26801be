package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.ENRICHED;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.inkstream.pipeline.workflow.HealCandidate;
import org.inkstream.pipeline.workflow.HealCandidates;

/** Letters with failed fields in MongoDB, read a page at a time. */
final class MongoHealCandidates implements HealCandidates {
    private static final List<String> OF_LETTER =
            List.of("collectionId", "runId", "textHash", "revision", "version", "open_fields");

    private static final Set<String> FAILED = Set.of("failed", "fallback");

    private final MongoClient client;
    private final Observed observed;

    MongoHealCandidates(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<Void> forEach(Consumer<HealCandidate> reader) {
        // Without a condition: on the embedded store a page would else be all of the collection.
        return new Pages(client, observed, "heal.read")
                .forEach(ENRICHED, new JsonObject(), OF_LETTER, stored -> show(stored, reader));
    }

    @Override
    public Future<Void> one(String documentId, Consumer<HealCandidate> reader) {
        JsonObject fields = new JsonObject();
        OF_LETTER.forEach(field -> fields.put(field, 1));
        return observed.read(
                        "heal.read",
                        () -> client.findOne(ENRICHED, Succession.id(documentId), fields))
                .map(
                        stored -> {
                            if (stored != null) {
                                show(stored, reader);
                            }
                            return null;
                        });
    }

    private static void show(JsonObject stored, Consumer<HealCandidate> reader) {
        Set<String> tools = new TreeSet<>();
        for (Object one : stored.getJsonArray("open_fields", new JsonArray())) {
            if (one instanceof JsonObject open
                    && FAILED.contains(open.getString("state", ""))
                    && !open.getString("origin", "").isEmpty()) {
                tools.add(open.getString("origin"));
            }
        }
        if (!tools.isEmpty()) {
            reader.accept(
                    new HealCandidate(
                            stored.getString("_id"),
                            stored.getString("collectionId", ""),
                            stored.getString("runId", ""),
                            stored.getString("textHash", ""),
                            stored.getString("revision", ""),
                            stored.getInteger("version", 0),
                            tools));
        }
    }
}
