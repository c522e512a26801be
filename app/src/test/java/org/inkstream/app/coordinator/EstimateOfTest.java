package org.inkstream.app.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.inkstream.config.Settings;
import org.inkstream.money.Money;
import org.inkstream.pipeline.jobs.Estimate;
import org.inkstream.pipeline.jobs.JobRequest;
import org.inkstream.pipeline.jobs.Listing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateOfTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final int MORE = 40_000;
    private static final Offset<Double> CLOSE = Offset.offset(0.01);

    private static final String MODELS =
            """
            endpoints:
              gpu: {kind: ollama, url: "http://127.0.0.1:1", concurrent: 2}
              claude: {kind: anthropic, url: "http://127.0.0.1:1", concurrent: 2}
            models:
              local: {endpoint: gpu, model: llama3.2, contextTokens: 100000}
              bought: {endpoint: claude, model: claude-opus-5, contextTokens: 100000}
              unheardOf: {endpoint: claude, model: claude-of-next-year, contextTokens: 100000}
            routes:
              generate_summary: [%s, rules]
            """;

    @TempDir private Path folder;

    @Test
    void by_rules_alone_only_calls_are_counted_one_for_each_letter_and_tool() {
        Estimate estimate = estimate(Map.of(), listing("a", "b", " "));

        assertThat(estimate.documents()).isEqualTo(2);
        assertThat(estimate.refused()).isEqualTo(1);
        assertThat(estimate.calls()).isEqualTo(2 * 21);
        assertThat(estimate.modelCalls()).isZero();
        assertThat(estimate.gpuSeconds()).isEqualTo(Estimate.Range.ZERO);
        assertThat(estimate.cost()).isEqualTo(Estimate.Cost.ZERO);
    }

    @Test
    void a_model_on_ones_own_gpu_takes_time_that_grows_with_the_letter_and_costs_nothing()
            throws IOException {
        Estimate shorter = estimate(routed("local"), listing("x"));
        Estimate longer = estimate(routed("local"), listing("x".repeat(MORE + 1)));

        assertThat(shorter.calls()).isEqualTo(2);
        assertThat(shorter.modelCalls()).isEqualTo(1);
        assertThat(shorter.cost()).isEqualTo(Estimate.Cost.ZERO);
        assertThat(shorter.gpuSeconds().low()).isPositive();
        assertThat(longer.gpuSeconds().low() - shorter.gpuSeconds().low())
                .isCloseTo(MORE / 5.0 / 5_000, CLOSE);
        assertThat(longer.gpuSeconds().expected() - shorter.gpuSeconds().expected())
                .isCloseTo(MORE / 4.0 / 1_500, CLOSE);
        assertThat(longer.gpuSeconds().high() - shorter.gpuSeconds().high())
                .isCloseTo(MORE / 2.0 / 400, CLOSE);
    }

    @Test
    void a_bought_model_costs_by_the_price_of_the_day_and_takes_no_gpu() throws IOException {
        Estimate shorter = estimate(routed("bought"), listing("x"));
        Estimate longer = estimate(routed("bought"), listing("x".repeat(MORE + 1)));

        assertThat(longer.gpuSeconds()).isEqualTo(Estimate.Range.ZERO);
        assertThat(longer.unpriced()).isZero();
        // Five dollars for a million tokens read.
        assertThat(usd(longer.cost().low()) - usd(shorter.cost().low()))
                .isCloseTo(MORE / 5 * 5e-6, Offset.offset(1e-5));
        assertThat(usd(longer.cost().expected()) - usd(shorter.cost().expected()))
                .isCloseTo(MORE / 4 * 5e-6, Offset.offset(1e-5));
        assertThat(usd(longer.cost().high()) - usd(shorter.cost().high()))
                .isCloseTo(MORE / 2 * 5e-6, Offset.offset(1e-5));
        assertThat(usd(shorter.cost().low())).isPositive();
        assertThat(usd(shorter.cost().high())).isGreaterThan(usd(shorter.cost().expected()));
    }

    @Test
    void calls_of_a_model_without_a_price_are_counted_and_not_taken_for_free() throws IOException {
        Estimate estimate = estimate(routed("unheardOf"), listing("a", "b"));

        assertThat(estimate.unpriced()).isEqualTo(2);
        assertThat(estimate.gpuSeconds()).isEqualTo(Estimate.Range.ZERO);
        assertThat(estimate.toJson().getLong("unpricedCalls")).isEqualTo(2);
    }

    @Test
    void of_agents_elsewhere_only_calls_are_counted_and_it_is_said_why() {
        Map<String, String> elsewhere = Map.of("agents.url", "http://127.0.0.1:9/mcp");

        Estimate estimate = estimate(elsewhere, listing("a"));

        assertThat(estimate.calls()).isEqualTo(21);
        assertThat(estimate.modelCalls()).isZero();
        assertThat(estimate.basis()).contains("agents.url");
    }

    private Map<String, String> routed(String model) throws IOException {
        Path models = folder.resolve("models.yaml");
        Files.writeString(models, MODELS.formatted(model));
        Map<String, String> given = new HashMap<>();
        given.put("inference.models", models.toString());
        given.put("workflow.tools", "generate_summary,extract_document_type");
        return given;
    }

    private static Estimate estimate(Map<String, String> settings, Listing listing) {
        return new EstimateOf(Settings.loader().override(settings).load()).of(listing, NOW);
    }

    private static Listing listing(String... texts) {
        JsonArray documents = new JsonArray();
        for (String text : texts) {
            documents.add(
                    new JsonObject()
                            .put("documentId", "letter-" + documents.size())
                            .put("collectionId", "papers")
                            .put("text", text));
        }
        JobRequest request =
                JobRequest.read(new JsonObject().put("documents", documents))
                        .match(
                                good -> good.request(),
                                bad -> {
                                    throw new AssertionError(bad.problems());
                                });
        return Listing.of(request, 1 << 20);
    }

    private static double usd(Money money) {
        return money.picoUsd() / 1e12;
    }
}
