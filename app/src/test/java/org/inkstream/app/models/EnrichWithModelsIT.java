package org.inkstream.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                assertThat(tool.toString()).contains("tokens");
            }
            assertThat(tool(letter, "extract_people").getString("provider")).isEqualTo("rules");
        }
        assertThat(ollama.requests()).hasSize(3 * 17);
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

    private List<JsonObject> enrich() throws IOException {
        Path out = folder.resolve("out");
        StringWriter printed = new StringWriter();
        CommandLine command =
                new CommandLine(new EnrichCommand())
                        .setOut(new PrintWriter(printed))
                        .setErr(new PrintWriter(printed));

        int code =
                command.execute(
                        SAMPLES.toString(),
                        "--out",
                        out.toString(),
                        "--settings",
                        folder.resolve("settings.yaml").toString());

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
