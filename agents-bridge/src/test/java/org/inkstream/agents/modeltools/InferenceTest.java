package org.inkstream.agents.modeltools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.inkstream.catalogue.Revision;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.InferenceSettings;
import org.inkstream.config.InvalidSettings;
import org.inkstream.yaml.InvalidFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceTest {
    private static final ToolCatalogue CATALOGUE = ToolCatalogue.packaged();
    private static final String MODELS =
            """
            endpoints:
              gpu: {kind: ollama, url: "http://127.0.0.1:11434"}
            models:
              local: {endpoint: gpu, model: llama3.2}
              unused: {endpoint: gpu, model: mixtral}
            routes:
              generate_summary: [local, rules]
            """;

    private static final String FUSED =
            """
            endpoints:
              gpu: {kind: ollama, url: "http://127.0.0.1:11434"}
            models:
              local: {endpoint: gpu, model: llama3.2}
            routes:
              generate_summary: [local]
              extract_people: [local]
              extract_events: [local]
            fusion: {groups: [[extract_people, extract_events]], linger: 20ms}
            """;

    @TempDir private Path folder;

    @Test
    void without_models_a_revision_is_what_it_was_before_there_were_models() throws IOException {
        String before = Revision.of(CATALOGUE, "x").hash();

        assertThat(revision("")).isEqualTo(before);
        assertThat(revision(file("routes: {default: [rules]}"))).isEqualTo(before);
    }

    @Test
    void a_route_a_model_or_a_prompt_makes_another_revision() throws IOException {
        String first = revision(file(MODELS));
        Path own = folder.resolve("generate_summary/1.md");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "---\nversion: \"1\"\npurpose: Mine.\n---\nSum it up.\n");

        assertThat(
                        List.of(
                                revision(""),
                                revision(file(MODELS.replace("[local, rules]", "[local]"))),
                                revision(file(MODELS.replace("llama3.2", "llama3.3"))),
                                revision(file(MODELS), folder.toString())))
                .doesNotContain(first)
                .doesNotHaveDuplicates();
    }

    @Test
    void where_a_server_is_what_it_bears_and_what_is_not_used_make_none() throws IOException {
        String first = revision(file(MODELS));

        assertThat(revision(file(MODELS.replace("127.0.0.1:11434\"", "gpu:1\", concurrent: 4"))))
                .isEqualTo(first);
        assertThat(
                        revision(
                                file(
                                        MODELS.replace(
                                                "127.0.0.1:11434\"",
                                                "127.0.0.1:11434\", order: arrival, maxWait: 9m"))))
                .isEqualTo(first);
        assertThat(revision(file(MODELS.replace("mixtral", "mistral")))).isEqualTo(first);
    }

    @Test
    void asking_tools_together_makes_a_revision_and_how_long_they_wait_makes_none()
            throws IOException {
        String alone = revision(file(FUSED.replace("[extract_people, extract_events]", "")));
        String together = revision(file(FUSED));

        assertThat(together).isNotEqualTo(alone);
        assertThat(revision(file(FUSED.replace("20ms", "90ms")))).isEqualTo(together);
        assertThat(
                        revision(
                                file(
                                        FUSED.replace(
                                                "people, extract_events",
                                                "events, extract_people"))))
                .isNotIn(alone, together);
        assertThat(revision(file(MODELS))).isEqualTo(revision(file(MODELS + "fusion: {}\n")));
    }

    @Test
    void a_tool_whose_partner_changes_gives_other_answers_and_one_that_has_none_does_not()
            throws IOException {
        Inference alone = inference(FUSED.replace("[extract_people, extract_events]", ""));
        Inference together = inference(FUSED);

        assertThat(together.canonical("extract_people"))
                .isNotEqualTo(alone.canonical("extract_people"));
        assertThat(together.canonical("generate_summary"))
                .isEqualTo(alone.canonical("generate_summary"));
    }

    @Test
    void tools_that_need_each_other_are_not_asked_together() throws IOException {
        String models = FUSED.replace("people, extract_events", "people, generate_summary");

        InvalidFile invalid = catchThrowableOfType(InvalidFile.class, () -> inference(models));

        assertThat(invalid.problems())
                .containsExactly(
                        "fusion.groups.1: generate_summary needs what extract_people finds, so they"
                                + " are never asked together");
    }

    @Test
    void a_tool_whose_partners_are_not_called_is_asked_alone() throws IOException {
        ToolCatalogue few = CATALOGUE.only(List.of("extract_people"));

        Inference inference = Inference.load(new InferenceSettings(file(FUSED), ""), few);

        assertThat(inference.canonical().containsKey("fusion")).isFalse();
        assertThat(inference.canonical("extract_people").containsKey("together")).isFalse();
    }

    private Inference inference(String models) throws IOException {
        return Inference.load(new InferenceSettings(file(models), ""), CATALOGUE);
    }

    @Test
    void a_tool_that_will_not_be_called_needs_no_prompt_and_makes_no_revision() throws IOException {
        ToolCatalogue few = CATALOGUE.only(List.of("extract_people"));

        Inference inference = Inference.load(new InferenceSettings(file(MODELS), ""), few);

        assertThat(inference.tools()).isEmpty();
        assertThat(inference.canonical()).isEmpty();
    }

    @Test
    void batches_make_no_revision_and_calls_must_be_able_to_wait_for_them() throws IOException {
        String claude =
                """
                endpoints:
                  claude: {kind: anthropic, url: "https://127.0.0.1", longestWait: 24h}
                models:
                  backlog: {endpoint: claude, model: claude-sonnet-5-5}
                routes:
                  generate_summary: [backlog]
                """;
        String batches = claude.replace("sonnet-5-5}", "sonnet-5-5, batchWindow: 2m}");
        Inference inference = Inference.load(new InferenceSettings(file(batches), ""), CATALOGUE);

        inference.requireTimeForBatches(Duration.ofHours(24));
        InvalidSettings refused =
                catchThrowableOfType(
                        InvalidSettings.class,
                        () -> inference.requireTimeForBatches(Duration.ofMinutes(10)));

        assertThat(refused.problems()).hasSize(1);
        assertThat(refused)
                .hasMessageContaining("agents.waitDeadline: must be at least longestWait of")
                .hasMessageContaining("backlog is asked in batches, got 10m");
        assertThat(revision(file(batches))).isEqualTo(revision(file(claude)));
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("models.yaml"), yaml).toString();
    }

    private static String revision(String models) {
        return revision(models, "");
    }

    private static String revision(String models, String prompts) {
        Inference inference = Inference.load(new InferenceSettings(models, prompts), CATALOGUE);
        return Revision.of(CATALOGUE, "x", inference.canonical()).hash();
    }
}
