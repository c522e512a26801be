package org.inkstream.loadtest.scenarios.system;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.List;
import org.inkstream.app.service.Await;

/** The backend's store as an operator sees it. */
public final class StoreView implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final MongoClient client;

    public StoreView(BackendProcess backend, String database) {
        this.client =
                MongoClient.create(
                        vertx,
                        new JsonObject()
                                .put("connection_string", backend.storeUri())
                                .put("db_name", database)
                                .put("useObjectId", false));
    }

    /** The current enriched letters. */
    public List<JsonObject> letters() {
        return all("enriched_documents");
    }

    /** What the journal knows at this moment, closed runs included. */
    public JournalView journal() {
        return JournalView.of(all("journal"));
    }

    private List<JsonObject> all(String collection) {
        return Await.done(
                "reading " + collection, LIMIT, client.find(collection, new JsonObject()));
    }

    @Override
    public void close() {
        Await.done("closing the store's client", LIMIT, client.close());
        Await.done("closing Vert.x", LIMIT, vertx.close());
    }
}
