package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a collection in the order of its ids, a bounded page at a time, so that neither side ever
 * holds more: what is added behind the page that is read is seen, what is added before it is not.
 */
final class Pages {
    private static final int SIZE = 500;

    private final MongoClient client;
    private final Observed observed;
    private final String operation;

    /**
     * @param operation for metrics
     */
    Pages(MongoClient client, Observed observed, String operation) {
        this.client = client;
        this.observed = observed;
        this.operation = operation;
    }

    /**
     * Shows each document that matches, once, on the context of the caller.
     *
     * @param fields to read beside the id
     */
    Future<Void> forEach(
            String collection, JsonObject query, List<String> fields, Consumer<JsonObject> reader) {
        FindOptions page = new FindOptions().setLimit(SIZE).setSort(new JsonObject().put("_id", 1));
        JsonObject projection = new JsonObject();
        fields.forEach(field -> projection.put(field, 1));
        page.setFields(projection);
        return from("", collection, query, page, reader);
    }

    private Future<Void> from(
            String last,
            String collection,
            JsonObject query,
            FindOptions page,
            Consumer<JsonObject> reader) {
        JsonObject behind = query.copy().put("_id", new JsonObject().put("$gt", last));
        return observed.read(operation, () -> client.findWithOptions(collection, behind, page))
                .compose(
                        found -> {
                            found.forEach(reader);
                            return found.size() < SIZE
                                    ? Future.succeededFuture()
                                    : from(
                                            found.get(SIZE - 1).getString("_id"),
                                            collection,
                                            query,
                                            page,
                                            reader);
                        });
    }
}
