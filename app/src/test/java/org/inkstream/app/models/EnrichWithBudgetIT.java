package org.inkstream.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.agents.budget.Account;
import org.inkstream.agents.budget.Book;
import org.inkstream.app.embedded.EmbeddedStore;
import org.inkstream.app.enrich.EnrichCommand;
import org.inkstream.config.StoreSettings;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.inkstream.money.Money;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The sample letters with money for some of them, and a scripted Anthropic that sends the bill. */
class EnrichWithBudgetIT {
    private static final Path SAMPLES = Path.of("../samples");
    private static final String MODELS =
            """
            endpoints:
              claude: {kind: anthropic, url: "%s", concurrent: 4}
            models:
              claude: {endpoint: claude, model: claude-haiku-4-5, contextTokens: 32768}
            routes:
              assess_significance: [claude]
              generate_summary: [claude, rules]
            """;

    @TempDir private Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void when_the_money_is_used_up_rules_stand_in_or_tools_are_not_attempted_and_all_adds_up()
            throws IOException {
        ScriptedModelServer claude = ScriptedModelServer.start(vertx, Dialect.ANTHROPIC).await();
        Files.writeString(folder.resolve("models.yaml"), MODELS.formatted(claude.url()));
        Files.writeString(
                folder.resolve("settings.yaml"),
                """
                inference: {models: "%s"}
                budgets: {day: 0.04, month: 5, patience: 1s}
                """
                        .formatted(folder.resolve("models.yaml")));

        List<JsonObject> letters = enrich();

        assertThat(letters).hasSize(17);
        assertThat(letters.stream().map(letter -> tool(letter, "assess_significance")))
                .anyMatch(tool -> tool.getString("_source").equals("actual"))
                .anyMatch(EnrichWithBudgetIT::lackedMoney);
        assertThat(letters.stream().map(letter -> tool(letter, "generate_summary")))
                .anyMatch(tool -> tool.getString("provider").equals("anthropic"))
                .anyMatch(EnrichWithBudgetIT::byRulesForWantOfMoney);
        Book book = book();
        Account day =
                book.accounts().entrySet().stream()
                        .filter(one -> one.getKey().startsWith("day/"))
                        .map(one -> one.getValue())
                        .findFirst()
                        .orElseThrow();
        assertThat(day.spent()).isEqualTo(costOf(letters)).isGreaterThan(Money.ZERO);
        assertThat(day.left().picoUsd()).isNotNegative();
        assertThat(book.holds()).isEmpty();
        assertThat(day.reserved()).isEqualTo(Money.ZERO);
    }

    private static boolean lackedMoney(JsonObject tool) {
        return tool.getString("_source").equals("not_attempted")
                && tool.getString("reason", "")
                        .startsWith("budget (claude: the budget of the day ");
    }

    private static boolean byRulesForWantOfMoney(JsonObject tool) {
        return tool.getString("provider", "").equals("rules")
                && tool.getString("reason", "")
                        .startsWith("no model answered (claude: the budget of the day ");
    }

    private static Money costOf(List<JsonObject> letters) {
        Money sum = Money.ZERO;
        for (JsonObject letter : letters) {
            for (String name : List.of("assess_significance", "generate_summary")) {
                String cost = tool(letter, name).getString("cost_usd", "0");
                sum = sum.plus(Money.ofUsd(new BigDecimal(cost)));
            }
        }
        return sum;
    }

    private Book book() {
        try (EmbeddedStore store = EmbeddedStore.open(folder.resolve("out/.inkstream/store"), 0)) {
            MongoStores stores =
                    MongoStores.open(
                            vertx,
                            new StoreSettings(
                                    store.uri(),
                                    "inkstream",
                                    Duration.ofDays(1),
                                    2,
                                    Duration.ofHours(1)),
                            new VirtualTimers(),
                            StoreListener.NONE);
            Book book = stores.budgets().read().await();
            stores.close().await();
            return book;
        }
    }

    private List<JsonObject> enrich() throws IOException {
        Path out = folder.resolve("out");
        StringWriter printed = new StringWriter();
        int code =
                new CommandLine(new EnrichCommand())
                        .setOut(new PrintWriter(printed))
                        .setErr(new PrintWriter(printed))
                        .execute(
                                SAMPLES.toString(),
                                "--out",
                                out.toString(),
                                "--settings",
                                folder.resolve("settings.yaml").toString());
        assertThat(code).as(printed.toString()).isZero();
        try (Stream<Path> results = Files.list(out.resolve("letters"))) {
            return results.map(EnrichWithBudgetIT::read).toList();
        }
    }

    private static JsonObject read(Path result) {
        try {
            return new JsonObject(Files.readString(result));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonObject tool(JsonObject letter, String name) {
        return letter.getJsonObject("tools").getJsonObject(name);
    }
}
