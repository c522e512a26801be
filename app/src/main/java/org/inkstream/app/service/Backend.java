package org.inkstream.app.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.inkstream.app.embedded.EmbeddedKafka;
import org.inkstream.app.embedded.EmbeddedStore;
import org.inkstream.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and the store that a service needs: those that the settings name, or embedded ones.
 */
public final class Backend implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Backend.class);

    private final Settings settings;
    private final List<AutoCloseable> embedded;

    private Backend(Settings settings, List<AutoCloseable> embedded) {
        this.settings = settings;
        this.embedded = embedded;
    }

    /**
     * Starts what the settings do not name; both at once, because each takes seconds. Blocks.
     *
     * @throws IllegalStateException if one does not start; the other is stopped again
     */
    public static Backend start(Settings settings) {
        Path folder = settings.instance().stateFolder();
        boolean ownBroker =
                settings.events().kafka() && settings.kafka().bootstrapServers().isEmpty();
        boolean ownStore = settings.store().uri().isEmpty();
        CompletableFuture<EmbeddedKafka> broker =
                whenWanted(
                        ownBroker,
                        () ->
                                EmbeddedKafka.start(
                                        folder.resolve("kafka"),
                                        settings.embedded().kafkaPort(),
                                        settings.store().retention()));
        CompletableFuture<EmbeddedStore> store =
                whenWanted(
                        ownStore,
                        () ->
                                EmbeddedStore.open(
                                        folder.resolve("store"), settings.embedded().storePort()));
        List<AutoCloseable> started = new ArrayList<>();
        try {
            String servers = settings.kafka().bootstrapServers();
            String uri = settings.store().uri();
            if (ownStore) {
                started.add(store.join());
                uri = store.join().uri();
            }
            if (ownBroker) {
                started.add(broker.join());
                servers = broker.join().bootstrapServers();
            }
            return new Backend(settings.at(servers, uri), started);
        } catch (CompletionException failure) {
            if (ownBroker) {
                addIfStarted(broker, started);
            }
            closeAll(started);
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /**
     * The store failed while the broker was on its way up: wait for it, so that it can be stopped.
     */
    private static void addIfStarted(
            CompletableFuture<EmbeddedKafka> broker, List<AutoCloseable> started) {
        try {
            started.add(broker.join());
        } catch (CompletionException itsOwnFailure) {
            LOGGER.atDebug().setCause(itsOwnFailure).log("embedded broker did not start either");
        }
    }

    private static <T> CompletableFuture<T> whenWanted(boolean wanted, Supplier<T> start) {
        return wanted
                ? CompletableFuture.supplyAsync(
                        start, task -> new Thread(task, "start-backend").start())
                : new CompletableFuture<>();
    }

    /** The settings with the addresses of what was started. */
    public Settings settings() {
        return settings;
    }

    /** Stops what was started here; what somebody else runs is left alone. */
    @Override
    public void close() {
        closeAll(embedded);
    }

    private static void closeAll(List<AutoCloseable> parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failure) {
                LOGGER.atError().setCause(failure).log("embedded backend did not stop cleanly");
            }
        }
    }
}
