package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Stores nothing: for measuring what the store costs, never for real letters. */
public final class NoResults implements ResultStore {
    @Override
    public Future<Integer> save(JsonObject document) {
        return Future.succeededFuture(1);
    }

    @Override
    public Future<JsonObject> read(String documentId) {
        return Future.succeededFuture(new JsonObject());
    }

    @Override
    public Future<Void> recordCosts(List<JsonObject> records) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> requestReview(JsonObject item) {
        return Future.succeededFuture();
    }
}
