package org.inkstream.app.service;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.app.embedded.EmbeddedStore;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.RetentionSweeper;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.VertxTimers;

/**
 * Where a process without letters of its own keeps the answers that cost: in the store of the
 * settings, or in a small one below its state folder, which its successor finds again. Used on
 * threads that may block.
 */
public final class AnswerStore implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Optional<EmbeddedStore> embedded;
    private final MongoStores stores;
    private final Context loop;
    private final RetentionSweeper sweeper;

    private AnswerStore(Optional<EmbeddedStore> embedded, MongoStores stores, Context loop) {
        this.embedded = embedded;
        this.stores = stores;
        this.loop = loop;
        this.sweeper = stores.sweeper(new VertxTimers(loop.owner(), loop));
    }

    /**
     * @param name of the process among those that share the state folder; the same after a restart
     * @throws IllegalStateException if there is no store in reach, or another process has this name
     */
    public static AnswerStore open(Vertx vertx, Settings settings, String name) {
        Optional<EmbeddedStore> embedded =
                settings.store().uri().isEmpty()
                        ? Optional.of(EmbeddedStore.open(folder(settings, name), 0))
                        : Optional.empty();
        Context loop = vertx.getOrCreateContext();
        MongoStores stores =
                MongoStores.open(
                        vertx,
                        embedded.map(own -> settings.store().at(own.uri()))
                                .orElse(settings.store()),
                        new VertxTimers(vertx, loop),
                        StoreListener.NONE);
        AnswerStore answers = new AnswerStore(embedded, stores, loop);
        try {
            Await.done("preparing the store of answers", LIMIT, stores.prepare());
        } catch (IllegalStateException unreachable) {
            answers.close();
            throw unreachable;
        }
        loop.runOnContext(now -> answers.sweeper.start());
        return answers;
    }

    private static Path folder(Settings settings, String name) {
        return settings.instance().stateFolder().resolve("answers").resolve(name);
    }

    /** For one event loop. */
    public KeptAnswers kept() {
        return stores.answers();
    }

    @Override
    public void close() {
        loop.runOnContext(now -> sweeper.stop());
        Await.done("closing the store of answers", LIMIT, stores.close());
        embedded.ifPresent(EmbeddedStore::close);
    }
}
