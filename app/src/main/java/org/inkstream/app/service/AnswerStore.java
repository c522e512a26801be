package org.inkstream.app.service;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.gateway.EndpointParts;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.app.embedded.EmbeddedStore;
import org.inkstream.config.Settings;
import org.inkstream.metrics.BudgetMetrics;
import org.inkstream.money.PriceTable;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.RetentionSweeper;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.Timers;
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
    private final Timers timers;
    private final RetentionSweeper sweeper;
    private final StoreWatch watch;
    private final List<BudgetOwner> owners = new ArrayList<>(1);
    private final List<BudgetWatch> budgets = new ArrayList<>(1);

    private AnswerStore(Optional<EmbeddedStore> embedded, MongoStores stores, Context loop) {
        this.embedded = embedded;
        this.stores = stores;
        this.loop = loop;
        this.timers = new VertxTimers(loop.owner(), loop);
        this.sweeper = stores.sweeper(timers);
        this.watch = new StoreWatch(timers, stores::ping);
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
        loop.runOnContext(
                now -> {
                    answers.sweeper.start();
                    answers.watch.start();
                });
        return answers;
    }

    private static Path folder(Settings settings, String name) {
        return settings.instance().stateFolder().resolve("answers").resolve(name);
    }

    /** For one event loop. */
    public KeptAnswers kept() {
        return stores.answers();
    }

    /** Who has which name. */
    public OwnerStore owners() {
        return stores.owners();
    }

    /** Whether the store has answered lately. Called on any thread. */
    public Health.Check check() {
        return watch.check();
    }

    /**
     * What the endpoints of this process are given, whose clients ask as far as budgets go; call
     * once.
     *
     * @param role of this process among those of its instance, the same after a restart
     * @param seen hears what goes on at the endpoints
     * @param meters show how the budgets stand
     */
    public EndpointParts endpoints(
            Settings settings,
            Inference inference,
            PriceTable prices,
            String role,
            SeenEndpoints seen,
            BudgetMetrics meters) {
        return new EndpointParts(
                Budgeting.isNeeded(settings, inference)
                        ? limited(settings, inference, prices, role, meters)
                        : Budgeting.unlimited(),
                this::kept,
                stores.estimates(),
                seen);
    }

    private EndpointOpener limited(
            Settings settings,
            Inference inference,
            PriceTable prices,
            String role,
            BudgetMetrics meters) {
        BudgetOwner owner = BudgetOwner.begin(stores.owners(), settings, role);
        owners.add(owner);
        BudgetWatch look = new BudgetWatch(stores.budgets(), settings.budgets(), meters, timers);
        budgets.add(look);
        loop.runOnContext(now -> look.start());
        return Budgeting.limited(
                settings, inference, prices, stores.budgets(), owner.owners(), meters, timers);
    }

    @Override
    public void close() {
        owners.forEach(BudgetOwner::close);
        loop.runOnContext(
                now -> {
                    sweeper.stop();
                    watch.stop();
                    budgets.forEach(BudgetWatch::stop);
                });
        Await.done("closing the store of answers", LIMIT, stores.close());
        embedded.ifPresent(EmbeddedStore::close);
    }
}
