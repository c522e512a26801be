package org.inkstream.loadtest.scenarios.budget;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.inkstream.agents.budget.Book;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.app.service.Await;
import org.inkstream.config.StoreSettings;
import org.inkstream.loadtest.scenarios.system.BackendProcess;
import org.inkstream.loadtest.scenarios.system.JavaProcess;
import org.inkstream.loadtest.scenarios.system.Poll;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.inkstream.models.ModelCatalogueFile;
import org.inkstream.models.ModelSpec;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.ThreadTimers;

/**
 * Three gateways share a store and a budget that is smaller than what is asked of them: first
 * undisturbed, then one of them is killed in the middle.
 *
 * @param calls in each round
 * @param atOnce callers, over all gateways
 * @param dayUsd the budget of a day
 */
record BudgetScenario(int calls, int atOnce, String dayUsd) {
    private static final int PROCESSES = 3;
    private static final Duration SERVICE = Duration.ofMillis(150);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** A dead process is known by its beat, and looked after within seconds. */
    private static final Duration RECLAIMED = Duration.ofSeconds(60);

    private static final String MODELS =
            """
            endpoints:
              claude: {kind: anthropic, url: "%s", concurrent: 64}
            models:
              claude: {endpoint: claude, model: claude-haiku-4-5, contextTokens: 16384, maxOutputTokens: 1024}
            routes:
              generate_summary: [claude]
            """;

    BudgetScenario {
        if (calls < PROCESSES || atOnce < PROCESSES) {
            throw new IllegalArgumentException(
                    "calls and callers must be at least 3, got " + calls + " and " + atOnce);
        }
    }

    /**
     * Blocks until it is over.
     *
     * @param progress hears what happens, for people
     */
    List<BudgetRound> play(Consumer<String> progress) {
        Vertx vertx = Vertx.vertx();
        try (Processes processes = Processes.begin();
                ThreadTimers clock = new ThreadTimers("inkstream-loadtest")) {
            ScriptedProvider provider = new ScriptedProvider(vertx, clock, SERVICE);
            BackendProcess backend = BackendProcess.start(processes);
            Stage stage = new Stage(vertx, clock, processes, provider, backend, progress);
            List<BudgetRound> rounds =
                    List.of(round(stage, "undisturbed", false), round(stage, "killed", true));
            provider.close();
            processes.done();
            return rounds;
        } finally {
            vertx.close().await();
        }
    }

    /** What both rounds are played on. */
    private record Stage(
            Vertx vertx,
            ThreadTimers clock,
            Processes processes,
            ScriptedProvider provider,
            BackendProcess backend,
            Consumer<String> progress) {}

    private BudgetRound round(Stage stage, String name, boolean kill) {
        stage.provider().reset();
        Path models = stage.processes().folder().resolve("models.yaml");
        write(models, MODELS.formatted(stage.provider().url()));
        List<GatewayProcess> gateways = start(stage, name, models);
        JavaProcess victim = gateways.get(PROCESSES - 1).process();
        AtomicBoolean killed = new AtomicBoolean(!kill);
        // While there is money: later there would be nothing in the air.
        IntConsumer ended =
                over -> {
                    if (over >= atOnce / 2 && killed.compareAndSet(false, true)) {
                        // Not on the event loop that hears of it, for it waits for the end.
                        new Thread(victim::kill, "kill").start();
                    }
                };
        List<Gateway> clients = gateways.stream().map(GatewayProcess::client).toList();
        Spending spending = new Spending(stage.provider(), model(models), clients, calls, ended);
        Await.done("spending", LIMIT, spending.run(atOnce));
        stage.progress()
                .accept(
                        "%s: %d answered, %d refused, %d lost"
                                .formatted(
                                        name,
                                        spending.answered(),
                                        spending.refused(),
                                        spending.lost()));
        Book book = end(stage, name, gateways, kill ? Optional.of(victim) : Optional.empty());
        return new BudgetRound(
                name, kill, calls, spending, stage.provider().billed(), book, atOnce);
    }

    private List<GatewayProcess> start(Stage stage, String name, Path models) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("inference.models", models.toString());
        settings.put("store.uri", stage.backend().storeUri());
        settings.put("store.database", name);
        settings.put("budgets.day", dayUsd);
        settings.put("budgets.month", "1000");
        settings.put("budgets.collection", "900");
        List<JavaProcess> started =
                IntStream.range(0, PROCESSES)
                        .mapToObj(
                                number ->
                                        GatewayProcess.start(
                                                stage.processes(), name + "-" + number, settings))
                        .toList();
        List<GatewayProcess> running = new ArrayList<>();
        started.forEach(one -> running.add(GatewayProcess.awaitRunning(stage.vertx(), one)));
        return running;
    }

    /** The others look after what the dead one had set aside; then they end as well. */
    private Book end(
            Stage stage, String name, List<GatewayProcess> gateways, Optional<JavaProcess> victim) {
        MongoStores stores =
                MongoStores.open(
                        stage.vertx(),
                        new StoreSettings(
                                stage.backend().storeUri(),
                                name,
                                Duration.ofDays(1),
                                2,
                                Duration.ofHours(1)),
                        stage.clock(),
                        StoreListener.NONE);
        if (victim.isPresent()) {
            Poll.forThe(
                    "nothing being reserved",
                    RECLAIMED,
                    () -> Optional.of(read(stores)).filter(book -> book.holds().isEmpty()));
        }
        gateways.forEach(GatewayProcess::end);
        Book book = read(stores);
        Await.done("closing the store", LIMIT, stores.close());
        return book;
    }

    private static Book read(MongoStores stores) {
        return Await.done("asking for budgets", LIMIT, stores.budgets().read());
    }

    private static ModelSpec model(Path models) {
        return ModelCatalogueFile.read(models.toString(), Set.of("generate_summary"))
                .modelsOf("generate_summary")
                .get(0);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }
}
