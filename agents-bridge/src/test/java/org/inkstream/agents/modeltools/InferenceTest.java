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
        assertThat(revision(file(MODELS.replace("mixtral", "mistral")))).isEqualTo(first);
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
