package org.inkstream.app.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.inkstream.app.embedded.EmbeddedStore;
import org.inkstream.config.StoreSettings;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreListener.Kind;
import org.inkstream.time.VirtualTimers;

/** An empty store with its clients, and what they did. */
final class StoreUnderTest implements AutoCloseable {
    static final Duration RETENTION = Duration.ofDays(30);
    static final Duration ANSWERS_KEPT = Duration.ofHours(1);

    private static final String URI_VARIABLE = "INKSTREAM_TEST_MONGO_URI";

    final VirtualTimers timers = new VirtualTimers();
    final Queue<String> writes = new ConcurrentLinkedQueue<>();
    final MongoStores stores;

    private final Server server;
    private final String database;
    private final Vertx vertx;

    private interface Server extends AutoCloseable {
        String uri();

        @Override
        void close();
    }

    StoreUnderTest(StoreKind kind) {
        server =
                switch (kind) {
                    case EMBEDDED -> embedded();
                    case FERRETDB -> ferretDb();
                    case EXTERNAL -> external();
                };
        vertx = Vertx.vertx();
        database = "test" + UUID.randomUUID().toString().replace("-", "");
        stores =
                MongoStores.open(
                        vertx,
                        new StoreSettings(server.uri(), database, RETENTION, 8, ANSWERS_KEPT),
                        timers,
                        (operation, what, took, succeeded) -> {
                            if (what == Kind.WRITE) {
                                writes.add(operation);
                            }
                        });
        await(stores.prepare());
    }

    private static Server embedded() {
        EmbeddedStore store = EmbeddedStore.open(temporaryFolder(), 0);
        return new Server() {
            @Override
            public String uri() {
                return store.uri();
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    private static Server ferretDb() {
        FerretDb ferret = FerretDb.start(temporaryFolder());
        return new Server() {
            @Override
            public String uri() {
                return ferret.uri();
            }

            @Override
            public void close() {
                ferret.close();
            }
        };
    }

    private static Server external() {
        String uri = System.getenv().getOrDefault(URI_VARIABLE, "");
        assumeTrue(!uri.isEmpty(), URI_VARIABLE + " names no MongoDB to test against");
        return new Server() {
            @Override
            public String uri() {
                return uri;
            }

            @Override
            public void close() {}
        };
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("store");
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The outcome of {@code future}; fails the test if it takes longer than anything should. */
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    String uri() {
        return server.uri();
    }

    String database() {
        return database;
    }

    /** The same of work that belongs on an event loop. */
    <T> T onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(now -> work.get().onComplete(done));
        return await(done.future());
    }

    /** What stands in the store, as it stands there. */
    List<JsonObject> all(String collection) {
        return find(collection, new JsonObject());
    }

    List<JsonObject> find(String collection, JsonObject query) {
        return await(stores.client().find(collection, query));
    }

    void insert(String collection, JsonObject document) {
        await(stores.client().insert(collection, document));
    }

    @Override
    public void close() {
        await(stores.client().runCommand("dropDatabase", new JsonObject().put("dropDatabase", 1)));
        await(stores.close());
        await(vertx.close());
        server.close();
    }
}
