package org.inkstream.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final String FUSED =
            GOOD
                    + """
                    routes:
                      extract_people: [local]
                      extract_locations: [local]
                      extract_events: [local]
                      extract_keywords: [local]
                      extract_organizations: [local]
                      classify_subjects: [local]
                      identify_attachments: [local]
                      extract_document_type: [local]
                    fusion: {groups: %s, linger: %s}
                    """;

    @Test
    void the_example_is_read_without_a_problem() {
        ModelCatalogue example = ModelCatalogueFile.read("models.example.yaml", TOOLS);

        assertThat(example.endpoints())
                .containsOnlyKeys("gpu", "batch", "pair", "claude", "claudeBacklog");
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
    void how_requests_take_turns_follows_from_what_the_server_is() {
        String servers =
                """
                endpoints:
                  ollama: {kind: ollama, url: "http://127.0.0.1:11434"}
                  studio: {kind: openai, url: "http://127.0.0.1:1234"}
                  vllm: {kind: openai, url: "http://127.0.0.1:8000", engine: paged}
                  openai: {kind: openai, url: "https://api.openai.com"}
                  claude: {kind: anthropic, url: "https://api.anthropic.com", order: arrival}
                """;

        Map<String, EndpointSpec> read =
                ModelCatalogueFile.parse("m.yaml", servers, TOOLS).endpoints();

        assertThat(read.values())
                .extracting(spec -> spec.scheduling().engine())
                .containsExactly(
                        Scheduling.Engine.SLOTS,
                        Scheduling.Engine.SLOTS,
                        Scheduling.Engine.PAGED,
                        Scheduling.Engine.REMOTE,
                        Scheduling.Engine.REMOTE);
        assertThat(read.values())
                .extracting(EndpointSpec::concurrent)
                .containsExactly(1, EndpointSpec.AS_SHOWN, 256, 1, 1);
        assertThat(read.values())
                .extracting(spec -> spec.scheduling().swapCost())
                .containsExactly(
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO);
        assertThat(read.get("claude").scheduling().order()).isEqualTo(Scheduling.Order.ARRIVAL);
    }

    @Test
    void an_endpoint_with_several_urls_has_as_many_servers_that_differ_in_nothing_else() {
        String servers =
                """
                endpoints:
                  pair:
                    kind: openai
                    urls: ["http://127.0.0.1:1", "http://127.0.0.1:2"]
                    engine: paged
                    balance: round_robin
                  one: {kind: ollama, urls: ["http://127.0.0.1:3"]}
                """;

        Map<String, EndpointSpec> read =
                ModelCatalogueFile.parse("m.yaml", servers, TOOLS).endpoints();

        EndpointSpec pair = Objects.requireNonNull(read.get("pair"));
        EndpointSpec one = Objects.requireNonNull(read.get("one"));
        assertThat(pair.balance()).isEqualTo(Balance.ROUND_ROBIN);
        assertThat(pair.replicas())
                .extracting(EndpointSpec::name, EndpointSpec::url, EndpointSpec::scheduling)
                .containsExactly(
                        tuple("pair/1", "http://127.0.0.1:1", pair.scheduling()),
                        tuple("pair/2", "http://127.0.0.1:2", pair.scheduling()));
        assertThat(one.replicas()).containsExactly(one);
        assertThat(one.balance()).isEqualTo(Balance.AFFINITY);
    }

    @Test
    void several_urls_that_make_no_sense_are_reported() {
        String bad =
                """
                endpoints:
                  both: {kind: ollama, url: "http://a", urls: ["http://b"]}
                  none: {kind: ollama, urls: []}
                  text: {kind: ollama, urls: "http://a"}
                  twice: {kind: ollama, urls: ["http://a", "http://a/"]}
                  api: {kind: anthropic, urls: ["https://a", "https://b"]}
                  odd: {kind: ollama, urls: ["http://a", "ftp://b"], balance: random}
                """;

        InvalidFile refused =
                catchThrowableOfType(
                        InvalidFile.class, () -> ModelCatalogueFile.parse("m.yaml", bad, TOOLS));

        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("endpoints.both: url is for one server"))
                .anyMatch(problem -> problem.startsWith("endpoints.none: urls names no server"))
                .anyMatch(problem -> problem.startsWith("endpoints.text.urls: must be a list"))
                .anyMatch(problem -> problem.contains("endpoint twice names the same server"))
                .anyMatch(problem -> problem.contains("endpoint api has several urls, which is"))
                .anyMatch(problem -> problem.startsWith("endpoints.odd: url of endpoint odd must"))
                .anyMatch(problem -> problem.startsWith("endpoints.odd.balance: must be one of"));
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
                  api: {kind: openai, url: "http://x", engine: page, order: sjf, swapCost: 1}
                  vllm: {kind: openai, url: "http://x", engine: paged, swapCost: 1s}
                  none: {kind: openai, url: "http://x", concurrent: 0}
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
                .anyMatch(problem -> problem.startsWith("endpoints.api.engine: must be one of"))
                .anyMatch(problem -> problem.startsWith("endpoints.api.order: must be one of"))
                .anyMatch(problem -> problem.startsWith("endpoints.api.swapCost: must be a dur"))
                .anyMatch(problem -> problem.startsWith("endpoints.vllm: swapCost is for engine"))
                .anyMatch(problem -> problem.startsWith("endpoints.none: concurrent must be at"))
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

    @Test
    void tools_that_are_asked_together_are_read_in_their_order() {
        ModelCatalogue read =
                ModelCatalogueFile.parse(
                        "m.yaml",
                        FUSED.formatted("[[extract_people, extract_events]]", "20ms"),
                        TOOLS);

        assertThat(read.fusion().groupOf("extract_events"))
                .containsExactly("extract_people", "extract_events");
        assertThat(read.fusion().groupOf("extract_locations")).isEmpty();
        assertThat(read.fusion().linger()).isEqualTo(Duration.ofMillis(20));
        assertThat(ModelCatalogueFile.parse("m.yaml", GOOD, TOOLS).fusion()).isEqualTo(Fusion.NONE);
    }

    @Test
    void groups_that_cannot_be_asked_together_are_refused_with_the_reason() {
        String groups =
                """
                [[extract_people, extract_peple], [extract_people, extract_locations],
                 [extract_events], [extract_keywords, extract_closing], 7,
                 [extract_salutation, extract_signature],
                 [extract_organizations, classify_subjects, identify_attachments,
                  extract_document_type]]
                """;
        InvalidFile invalid =
                catchThrowableOfType(
                        InvalidFile.class,
                        () ->
                                ModelCatalogueFile.parse(
                                        "m.yaml",
                                        FUSED.formatted(groups.replace("\n", " "), "0ms"),
                                        TOOLS));

        assertThat(invalid.problems())
                .anyMatch(one -> one.contains("groups.1: there is no tool 'extract_peple'"))
                .anyMatch(one -> one.contains("groups.2: extract_people stands here and before"))
                .anyMatch(one -> one.contains("groups.3: must be a list of two tools or more"))
                .anyMatch(
                        one ->
                                one.contains(
                                                "groups.4: tools that are asked together need the same")
                                        && one.contains("extract_closing [rules]"))
                .anyMatch(one -> one.contains("groups.5: must be a list of two tools or more"))
                .anyMatch(one -> one.contains("groups.6: these tools ask no model"))
                .anyMatch(one -> one.contains("groups.7: 4 answers of up to 2048 tokens"))
                .anyMatch(one -> one.contains("linger must be longer than 0ms"));
    }
}
