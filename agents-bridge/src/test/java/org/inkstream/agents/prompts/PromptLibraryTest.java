package org.inkstream.agents.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.Route;
import org.inkstream.yaml.InvalidFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptLibraryTest {
    private static final String TOOL = "generate_summary";
    private static final String OWN =
            "---\nversion: \"2\"\npurpose: Shorter ones.\n---\nSum it up in one sentence.\n";

    @TempDir private Path folder;

    @Test
    void a_prompt_of_ones_own_wins_and_has_a_hash_of_its_own() throws IOException {
        write("2", OWN);

        PromptLibrary prompts = load("2");

        assertThat(prompts.of(TOOL).instruction()).isEqualTo("Sum it up in one sentence.");
        assertThat(prompts.canonical().getJsonObject(TOOL).getString("hash"))
                .isNotEqualTo(
                        PromptLibrary.load(ModelCatalogue.RULES_ONLY, List.of(TOOL), "")
                                .of(TOOL)
                                .hash());
        assertThat(prompts.canonical().fieldNames()).containsExactly("system", TOOL);
    }

    @Test
    void line_ends_of_another_system_make_no_other_prompt() throws IOException {
        write("2", OWN.replace("\n", "\r\n"));
        String windows = load("2").of(TOOL).hash();
        write("2", OWN);

        assertThat(load("2").of(TOOL).hash()).isEqualTo(windows);
    }

    @Test
    void every_problem_of_every_prompt_is_reported() throws IOException {
        write("2", "---\nversion: \"3\"\npurpos: x\n---\n");

        InvalidFile refused = catchThrowableOfType(InvalidFile.class, () -> load("2", "9"));

        assertThat(refused.problems())
                .anyMatch(problem -> problem.contains("but the file is named 2"))
                .anyMatch(problem -> problem.contains("did you mean 'purpose'"))
                .anyMatch(problem -> problem.contains("has no instruction"))
                .anyMatch(problem -> problem.startsWith("system/9.md: is neither in"));
    }

    @Test
    void where_no_tool_asks_a_model_nothing_is_read() {
        PromptLibrary none = PromptLibrary.load(ModelCatalogue.RULES_ONLY, List.of(), "");

        assertThat(none.canonical()).isEmpty();
    }

    private PromptLibrary load(String version) {
        return load(version, "1");
    }

    private PromptLibrary load(String version, String system) {
        ModelCatalogue models =
                new ModelCatalogue(
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Route.RULES_ONLY,
                        Map.of(TOOL, version, "system", system));
        return PromptLibrary.load(models, List.of(TOOL), folder.toString());
    }

    private void write(String version, String text) throws IOException {
        Path file = folder.resolve(TOOL).resolve(version + ".md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
