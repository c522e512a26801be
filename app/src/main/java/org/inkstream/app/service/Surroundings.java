package org.inkstream.app.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.inkstream.config.Settings;
import org.inkstream.metrics.BacklogMetrics;
import org.inkstream.metrics.Level;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.ingest.kafka.ConsumerLag;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;

/**
 * Keeps an eye on what this process depends on, for the scrape and for health: what waits in the
 * sources and in the store, and whether the store answers. Each process does; what waits is the
 * same for all. Owns one event loop.
 */
final class Surroundings {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Context loop;
    private final Timers timers;
    private final Settings settings;
    private final MongoStores stores;
    private final BacklogMetrics backlog;
    private final StoreWatch store;
    private final BudgetWatch budgets;
    private final List<Lookout> lookouts = new ArrayList<>();

    private Surroundings(Vertx vertx, Settings settings, MongoStores stores, Metrics metrics) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.timers = new VertxTimers(vertx, loop);
        this.settings = settings;
        this.stores = stores;
        this.backlog = metrics.backlog();
        this.store = new StoreWatch(timers, stores::ping);
        this.budgets =
                new BudgetWatch(stores.budgets(), settings.budgets(), metrics.budgets(), timers);
    }

    /** Begins to look. Completes when the first look is planned. */
    static Future<Surroundings> watch(
            Vertx vertx, Settings settings, MongoStores stores, Metrics metrics) {
        Surroundings surroundings = new Surroundings(vertx, settings, stores, metrics);
        return surroundings.onLoop(surroundings::start).map(surroundings);
    }

    private void start() {
        store.start();
        if (settings.budgets().limited() && settings.gateway().url().isEmpty()) {
            budgets.start();
        }
        begin("letters that wait for review", this::reviews);
        begin("dead letters in the store", this::deadLetters);
        if (settings.events().from().kafka()) {
            begin("records that wait in Kafka", this::kafka);
        }
        if (settings.events().from().nsq() && !settings.nsq().http().isEmpty()) {
            HttpClient nsqd = HttpClient.newBuilder().connectTimeout(Lookout.LIMIT).build();
            begin("messages that wait in nsqd", () -> nsq(nsqd));
        }
    }

    private void begin(String what, Supplier<Future<?>> look) {
        Lookout lookout = new Lookout(what, timers, EVERY, look);
        lookouts.add(lookout);
        lookout.start(FIRST);
    }

    private Future<?> reviews() {
        return shown(stores.openReviews(), backlog.reviews());
    }

    private Future<?> deadLetters() {
        return shown(stores.keptDeadLetters(), backlog.deadLetters());
    }

    private Future<?> kafka() {
        return shown(
                vertx.executeBlocking(
                        () ->
                                settings.kafka().read().stream()
                                        .map(read -> ConsumerLag.ask(read, Lookout.LIMIT))
                                        .mapToLong(ConsumerLag::behind)
                                        .sum(),
                        false),
                backlog.kafka());
    }

    private Future<?> nsq(HttpClient nsqd) {
        return vertx.executeBlocking(
                        () -> NsqBacklog.ask(nsqd, settings.nsq(), Lookout.LIMIT), false)
                .onSuccess(
                        channels -> {
                            backlog.nsq().set(sum(channels, NsqBacklog::depth));
                            backlog.nsqInFlight().set(sum(channels, NsqBacklog::inFlight));
                            backlog.nsqDeferred().set(sum(channels, NsqBacklog::deferred));
                        })
                .onFailure(
                        silent ->
                                List.of(backlog.nsq(), backlog.nsqInFlight(), backlog.nsqDeferred())
                                        .forEach(Level::unknown));
    }

    private static double sum(List<NsqBacklog> channels, ToLongFunction<NsqBacklog> part) {
        return (double) channels.stream().mapToLong(part).sum();
    }

    private static Future<Long> shown(Future<Long> seen, Level level) {
        return seen.onSuccess(count -> level.set((double) count))
                .onFailure(unseen -> level.unknown());
    }

    /** Whether the store has answered lately. Called on any thread. */
    Health.Check store() {
        return store.check();
    }

    /** Looks no more. */
    Future<Void> close() {
        return onLoop(
                () -> {
                    store.stop();
                    budgets.stop();
                    lookouts.forEach(Lookout::stop);
                });
    }

    private Future<Void> onLoop(Runnable task) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(
                now -> {
                    task.run();
                    done.complete();
                });
        return done.future();
    }
}
