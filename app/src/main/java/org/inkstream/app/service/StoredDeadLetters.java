package org.inkstream.app.service;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ingest.KeptLetter;
import org.inkstream.pipeline.publish.kafka.DeadLetterLog.Buried;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.ThreadTimers;

/** The dead letters that the store keeps, for a command. Blocks. */
final class StoredDeadLetters implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    private final ThreadTimers clock = new ThreadTimers("inkstream-dead-letters");
    private final MongoStores stores;

    /** Asks nobody yet. */
    StoredDeadLetters(Settings settings) {
        stores = MongoStores.open(vertx, settings.store(), clock, StoreListener.NONE);
    }

    /**
     * Shows each that is kept, oldest first, without its bytes.
     *
     * @throws IllegalStateException if the store does not answer
     */
    void forEach(Consumer<Buried> reader) {
        List<KeptLetter> kept = Collections.synchronizedList(new ArrayList<>());
        Await.done("reading the dead letters", LIMIT, stores.largeLetters().forEach(kept::add));
        kept.stream()
                .sorted(Comparator.comparing(one -> one.letter().at()))
                .map(Buried::of)
                .forEach(reader);
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
