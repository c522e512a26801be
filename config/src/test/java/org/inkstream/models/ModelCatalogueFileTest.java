package org.inkstream.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.yaml.InvalidFile;
import org.junit.jupiter.api.Test;

class ModelCatalogueFileTest {
    private static final Set<String> TOOLS = ToolCatalogue.packaged().byName().keySet();
    private static final String GOOD =
            """
            endpoints:
              gpu: {kind: ollama, url: "http://127.0.0.1:11434"}
            models:
              local: {endpoint: gpu, model: llama3.2}
            """;

    @Test
    void the_example_is_read_without_a_problem() {
        ModelCatalogue example = ModelCatalogueFile.read("models.example.yaml", TOOLS);

        assertThat(example.endpoints()).containsOnlyKeys("gpu", "batch", "claude", "claudeBacklog");
        assertThat(example.route("research_historical_context"))
                .isEqualTo(new Route(List.of("opus", "sonnet", "local"), true));
        assertThat(example.route("extract_closing")).isEqualTo(Route.RULES_ONLY);
        assertThat(example.endpointOf(example.model("opus")).keyVariable())
                .isEqualTo("ANTHROPIC_API_KEY");
        assertThat(example.model("sonnetBacklog").batchWindow()).isEqualTo(Duration.ofMinutes(2));
        assertThat(example.model("sonnet").inBatches()).isFalse();
    }

    @Test
    void no_file_means_that_every_tool_works_by_rules() {
        ModelCatalogue none = ModelCatalogueFile.read("", TOOLS);

        assertThat(none.toolsThatAskModels(TOOLS)).isEmpty();
    }

    @Test
    void what_is_left_out_has_the_defaults_that_the_example_states() {
        ModelCatalogue read = ModelCatalogueFile.parse("m.yaml", GOOD, TOOLS);

        assertThat(read.endpoints().get("gpu"))
                .isEqualTo(
                        new EndpointSpec(
                                "gpu",
                                EndpointSpec.Kind.OLLAMA,
                                "http://127.0.0.1:11434",
                                "",
                                1,
                                1000,
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(5)));
        assertThat(read.model("local"))
                .isEqualTo(new ModelSpec("local", "gpu", "llama3.2", 8192, 2048, 0, Duration.ZERO));
        assertThat(read.promptVersion("system")).isEqualTo("1");
    }

    @Test
    void a_default_route_holds_for_every_tool_that_is_not_named() {
        ModelCatalogue read =
                ModelCatalogueFile.parse(
                        "m.yaml",
                        GOOD + "routes: {default: [local], generate_summary: [rules]}",
                        TOOLS);

        assertThat(read.route("extract_people").words()).containsExactly("local");
        assertThat(read.route("generate_summary").words()).containsExactly("rules");
    }

    @Test
    void every_mistake_is_reported_at_once_and_by_name() {
        String bad =
                """
                endpoints:
                  gpu: {kind: olama, url: "http://127.0.0.1:11434", concurent: 4}
                  odd: {kind: openai, url: "ftp://x", concurrent: 0}
                models:
                  local: {endpoint: gpx, model: llama3.2, maxOutputTokens: 9000}
                  rules: {endpoint: gpu, model: x}
                routes:
                  generate_sumary: [local]
                  extract_people: [rules, local]
                  extract_events: [lokal, rules]
                  extract_closing: []
                prompts: {generate_summary: "../1"}
                """;

        InvalidFile refused =
                catchThrowableOfType(
                        InvalidFile.class, () -> ModelCatalogueFile.parse("m.yaml", bad, TOOLS));

        assertThat(refused.problems())
                .anyMatch(problem -> problem.contains("endpoints.gpu.kind: must be one of"))
                .anyMatch(problem -> problem.contains("did you mean 'concurrent'"))
                .anyMatch(problem -> problem.startsWith("endpoints.odd: url of endpoint odd"))
                .anyMatch(problem -> problem.contains("no endpoint 'gpx'; did you mean 'gpu'"))
                .anyMatch(problem -> problem.contains("model local needs contextTokens above"))
                .anyMatch(problem -> problem.startsWith("models.rules: 'rules' stands for"))
                .anyMatch(problem -> problem.contains("did you mean 'generate_summary'"))
                .anyMatch(problem -> problem.startsWith("routes.extract_people: must have 'rules'"))
                .anyMatch(problem -> problem.contains("no model 'lokal'; did you mean 'local'"))
                .anyMatch(problem -> problem.startsWith("routes.extract_closing: names nobody"))
                .anyMatch(problem -> problem.startsWith("prompts.generate_summary: must be 1 to"));
    }

    @Test
    void batches_are_for_anthropic_only_and_need_an_endpoint_that_waits_long() {
        String bad =
                """
                endpoints:
                  gpu: {kind: ollama, url: "http://127.0.0.1:11434", longestWait: 24h}
                  claude: {kind: anthropic, url: "https://api.anthropic.com"}
                models:
                  local: {endpoint: gpu, model: llama3.2, batchWindow: 1m}
                  hasty: {endpoint: claude, model: claude-sonnet-5-5, batchWindow: 1m}
                """;

        InvalidFile refused =
                catchThrowableOfType(
                        InvalidFile.class, () -> ModelCatalogueFile.parse("m.yaml", bad, TOOLS));

        assertThat(refused.problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("models.local: batchWindow is for models"))
                .anyMatch(problem -> problem.startsWith("models.hasty: batchWindow needs longest"));
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        InvalidFile refused =
                catchThrowableOfType(
                        InvalidFile.class, () -> ModelCatalogueFile.read("no-such.yaml", TOOLS));

        assertThat(refused)
                .hasMessageContaining("no-such.yaml")
                .hasMessageContaining("no such file");
    }
}
