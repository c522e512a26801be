package org.inkstream.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.inkstream.app.enrich.EnrichCommand;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelReply;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The sample letters through the command that people use, with a scripted Ollama behind it. */
class EnrichWithModelsIT {
    private static final Path SAMPLES = Path.of("../samples");
    private static final List<String> ASKING =
            List.of("research_historical_context", "assess_significance", "generate_summary");
    private static final String MODELS =
            """
            endpoints:
              gpu: {kind: ollama, url: "%s", concurrent: 2}
            models:
              local: {endpoint: gpu, model: llama3.2, contextTokens: 16384}
            routes:
              research_historical_context: [local, rules]
              assess_significance: [local, rules]
              generate_summary: [local, rules]
            """;

    @TempDir private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private ScriptedModelServer ollama;

    @BeforeEach
    void start() throws IOException {
        ollama = ScriptedModelServer.start(vertx, Dialect.OLLAMA).await();
        Files.writeString(folder.resolve("models.yaml"), MODELS.formatted(ollama.url()));
        Files.writeString(
                folder.resolve("settings.yaml"),
                "inference: {models: \"" + folder.resolve("models.yaml") + "\"}\n");
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void context_significance_and_summary_come_from_the_model_with_what_they_used()
            throws IOException {
        List<JsonObject> letters = enrich();

        assertThat(letters).hasSize(17);
        for (JsonObject letter : letters) {
            assertThat(field(letter, "content.summary").getString("state")).isEqualTo("inferred");
            assertThat(field(letter, "analysis.historical_context").getString("state"))
                    .isEqualTo("inferred");
            assertThat(field(letter, "analysis.significance").getString("state"))
                    .isEqualTo("inferred");
            for (String name : ASKING) {
                JsonObject tool = tool(letter, name);
                assertThat(tool.getString("_source")).isEqualTo("actual");
                assertThat(tool.getString("provider")).isEqualTo("ollama");
                assertThat(tool.getString("model")).isEqualTo("llama3.2");
                assertThat(tool.getString("prompt_version")).isEqualTo("1");
                assertThat(tool.toString()).contains("tokens", "cost");
            }
            assertThat(tool(letter, "extract_people").getString("provider")).isEqualTo("rules");
        }
        assertThat(ollama.questions()).hasSize(3 * 17);
        assertThat(ollama.streams().open()).isZero();
    }

    @Test
    void a_model_that_dies_in_the_middle_leaves_the_rest_to_the_rules() throws IOException {
        ollama.answerAt(20, ModelReply.halfThen(() -> ollama.close()));

        List<JsonObject> letters = enrich();

        assertThat(letters).hasSize(17);
        assertThat(letters).anyMatch(by("ollama")).anyMatch(by("rules"));
        letters.stream()
                .filter(by("rules"))
                .forEach(
                        letter -> {
                            assertThat(field(letter, "content.summary").getString("state"))
                                    .isEqualTo("inferred");
                            assertThat(tool(letter, "generate_summary").getString("reason"))
                                    .isEqualTo("no model answered (local: connection)");
                        });
        assertThat(letters)
                .anySatisfy(
                        letter ->
                                assertThat(tool(letter, ASKING.get(0)).getString("reason"))
                                        .startsWith("no model answered (local: connection); "));
    }

    @Test
    void the_same_letter_in_another_file_costs_nothing_until_a_prompt_changes() throws IOException {
        Path letters = Files.createDirectories(folder.resolve("letters"));
        String text = firstSample();
        Files.writeString(letters.resolve("one.txt"), text);
        enrich(letters);
        int once = ollama.questions().size();

        Files.writeString(letters.resolve("two.txt"), text);
        JsonObject copy = letter(enrich(letters), "two");
        int twice = ollama.questions().size();

        Files.writeString(letters.resolve("three.txt"), text);
        newPrompt("generate_summary");
        JsonObject reread = letter(enrich(letters), "three");

        assertThat(once).isEqualTo(3);
        assertThat(twice).isEqualTo(once);
        ASKING.forEach(
                tool -> {
                    assertThat(tool(copy, tool).getString("_source")).isEqualTo("cached");
                    assertThat(tool(copy, tool).containsKey("tokens")).isFalse();
                });
        assertThat(field(copy, "content.summary").getString("state")).isEqualTo("inferred");
        assertThat(tool(reread, "generate_summary").getString("_source")).isEqualTo("actual");
        assertThat(tool(reread, "generate_summary").getString("prompt_version")).isEqualTo("2");
        assertThat(tool(reread, "assess_significance").getString("_source")).isEqualTo("cached");
    }

    @Test
    void whoever_wants_no_reuse_asks_again() throws IOException {
        Path letters = Files.createDirectories(folder.resolve("letters"));
        Files.writeString(letters.resolve("one.txt"), firstSample());
        enrich(letters);
        Files.writeString(letters.resolve("two.txt"), firstSample());

        enrich(letters, "--no-reuse");

        assertThat(ollama.questions()).hasSize(6);
    }

    private static String firstSample() throws IOException {
        try (Stream<Path> samples = Files.walk(SAMPLES)) {
            Path first =
                    samples.filter(path -> path.toString().endsWith(".txt"))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
            return Files.readString(first);
        }
    }

    /** A second version of a prompt, which says the same in other words. */
    private void newPrompt(String tool) throws IOException {
        Path prompts = Files.createDirectories(folder.resolve("prompts").resolve(tool));
        String resource = "/org/inkstream/agents/prompts/" + tool + "/1.md";
        try (var packaged = EnrichWithModelsIT.class.getResourceAsStream(resource)) {
            String text = new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    prompts.resolve("2.md"),
                    text.replaceFirst("version: \"?1\"?", "version: \"2\"") + "\nBe brief.\n");
        }
        Files.writeString(
                folder.resolve("models.yaml"),
                MODELS.formatted(ollama.url()) + "prompts: {" + tool + ": \"2\"}\n");
        Files.writeString(
                folder.resolve("settings.yaml"),
                "inference: {models: \"%s\", promptFolder: \"%s\"}%n"
                        .formatted(folder.resolve("models.yaml"), folder.resolve("prompts")));
    }

    private static JsonObject letter(List<JsonObject> letters, String name) {
        return letters.stream()
                .filter(letter -> letter.getString("_id").contains(name))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonObject> enrich() throws IOException {
        return enrich(SAMPLES);
    }

    private List<JsonObject> enrich(Path letters, String... options) throws IOException {
        Path out = folder.resolve("out");
        StringWriter printed = new StringWriter();
        CommandLine command =
                new CommandLine(new EnrichCommand())
                        .setOut(new PrintWriter(printed))
                        .setErr(new PrintWriter(printed));

        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                letters.toString(),
                                "--out",
                                out.toString(),
                                "--settings",
                                folder.resolve("settings.yaml").toString()));
        arguments.addAll(List.of(options));
        int code = command.execute(arguments.toArray(String[]::new));

        assertThat(code).as(printed.toString()).isEqualTo(ExitCodes.OK);
        try (Stream<Path> results = Files.list(out.resolve("letters"))) {
            return results.map(EnrichWithModelsIT::read).toList();
        }
    }

    private static JsonObject read(Path result) {
        try {
            return new JsonObject(Files.readString(result));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Predicate<JsonObject> by(String provider) {
        return letter -> tool(letter, "generate_summary").getString("provider").equals(provider);
    }

    private static JsonObject tool(JsonObject letter, String name) {
        return letter.getJsonObject("tools").getJsonObject(name);
    }

    private static JsonObject field(JsonObject letter, String path) {
        return letter.getJsonArray("fields").stream()
                .map(JsonObject.class::cast)
                .filter(field -> field.getString("path").equals(path))
                .findFirst()
                .orElseThrow();
    }
}
