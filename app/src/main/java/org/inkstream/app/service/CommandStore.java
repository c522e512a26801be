package org.inkstream.app.service;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.inkstream.config.StoreSettings;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.Deadlines;
import org.inkstream.time.ThreadTimers;

/** The store of a running system, for one command. Blocks; for the thread of the command. */
final class CommandStore implements AutoCloseable {
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(15);

    private final Vertx vertx = Vertx.vertx();
    private final ThreadTimers clock;
    private final MongoStores stores;

    private CommandStore(StoreSettings settings, String command) {
        clock = new ThreadTimers("inkstream-" + command);
        stores = MongoStores.open(vertx, settings, clock, StoreListener.NONE);
    }

    /**
     * Asks the store whether it is there before anything is wanted from it, so that nobody waits
     * long for a driver's message.
     *
     * @param settings with the URI of the store
     * @throws IllegalStateException with a sentence for people if it does not answer
     */
    static CommandStore open(StoreSettings settings, String command) {
        CommandStore store = new CommandStore(settings, command);
        try {
            Await.done(
                    "asking the store",
                    FIRST_ANSWER.multipliedBy(2),
                    Deadlines.within(store.clock, FIRST_ANSWER, store.stores.ping()));
            return store;
        } catch (IllegalStateException away) {
            store.close();
            throw new IllegalStateException(
                    "no store answers at "
                            + Addresses.withoutSecrets(settings.uri())
                            + "; is 'inkstream run' or 'inkstream backend' running, or should"
                            + " store.uri name another one?",
                    away);
        }
    }

    MongoStores stores() {
        return stores;
    }

    ThreadTimers clock() {
        return clock;
    }

    @Override
    public void close() {
        try {
            Await.done("closing the store", CLOSING, stores.close());
        } finally {
            Await.done("closing", CLOSING, vertx.close());
            clock.close();
        }
    }
}
