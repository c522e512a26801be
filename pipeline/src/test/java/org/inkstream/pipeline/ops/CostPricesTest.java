package org.inkstream.pipeline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.inkstream.money.PriceTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CostPricesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void the_table_names_its_source_and_version_and_every_model() {
        assertThat(prices("--at", "2026-11-02")).isZero();

        PriceTable packaged = PriceTable.packaged();
        assertThat(out.toString())
                .contains("Prices of 2026-11-02 in US dollars per million tokens")
                .contains("from prices.yaml, version " + packaged.version());
        packaged.models().forEach(model -> assertThat(out.toString()).contains(model.model()));
    }

    @Test
    void one_model_is_shown_with_its_tiers_by_the_id_that_calls_report() {
        assertThat(prices("--at", "2026-11-02", "--model", "claude-haiku-5-5-20261001")).isZero();

        assertThat(out.toString().lines().skip(4))
                .satisfiesExactly(
                        shorter -> assertThat(shorter).contains(" 0.1 ").endsWith("100000 tokens"),
                        longer -> assertThat(longer).contains(" 2.5 ").endsWith("2026-10-01"));
    }

    @Test
    void a_day_without_a_price_says_so() {
        assertThat(prices("--at", "2020-01-01", "--model", "claude-opus-4-5")).isZero();

        assertThat(out.toString()).contains("claude-opus-4-5").contains("not known on this day");
    }

    @Test
    void programs_read_exact_decimals_of_a_file_of_ones_own(@TempDir Path folder)
            throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("mine.yaml"),
                        """
                        providers: {p: {paid: true}}
                        models:
                          - name: m
                            provider: p
                            source: our contract
                            prices:
                              - {from: 2026-01-01, upTo: 10, perMillion: {input: 0.10}}
                              - {from: 2026-01-01, perMillion: {input: 1.5}}
                        """);

        assertThat(prices("--json", "--at", "2026-11-02", "--set", "cost.priceFile=" + file))
                .isZero();

        List<JsonObject> lines = out.toString().lines().map(JsonObject::new).toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .isEqualTo(
                        new JsonObject()
                                .put("provider", "p")
                                .put("model", "m")
                                .put("from", "2026-01-01")
                                .put("upTo", 10)
                                .put("batch", "1")
                                .put("usdPerMillion", new JsonObject().put("input", "0.1"))
                                .put("source", "our contract")
                                .put("file", file.toString())
                                .put("version", PriceTable.load(file.toString()).version()));
    }

    @Test
    void an_unknown_model_is_refused_with_a_guess() {
        assertThat(prices("--model", "claude-fable-5-2")).isNotZero();

        assertThat(err.toString()).contains("did you mean 'claude-fable-5-1'?");
    }

    private int prices(String... args) {
        return new CommandLine(new CostPrices())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
