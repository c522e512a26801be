package org.inkstream.app.service;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.ThreadTimers;

/**
 * The bytes of dead letters that their topic refused, for a command. The store is asked only for
 * those. Blocks.
 */
final class OmittedBytes implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    private final ThreadTimers clock = new ThreadTimers("inkstream-dead-letters");
    private final MongoStores stores;

    OmittedBytes(Settings settings) {
        stores = MongoStores.open(vertx, settings.store(), clock, StoreListener.NONE);
    }

    /**
     * The original bytes; none if they are not kept, or no longer.
     *
     * @throws IllegalStateException if the store does not answer
     */
    byte[] read(String reference) {
        return Await.done("reading " + reference, LIMIT, stores.largeLetters().read(reference));
    }

    @Override
    public void close() {
        Await.done("closing the store", LIMIT, stores.close());
        Await.done("closing", LIMIT, vertx.close());
        clock.close();
    }
}
