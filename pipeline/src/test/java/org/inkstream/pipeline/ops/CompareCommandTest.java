package org.inkstream.pipeline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.inkstream.command.InkstreamCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path left;
    private Path right;

    @BeforeEach
    void make_two_result_folders(@TempDir Path folder) throws IOException {
        left = Files.createDirectory(folder.resolve("left"));
        right = Files.createDirectory(folder.resolve("right"));
    }

    @Test
    void two_runs_that_did_the_same_work_do_not_differ() throws IOException {
        write(left, letter("a", "run-1", "letter", 1.0), letter("b", "run-2", "memo", 0.5));
        write(right, letter("b", "run-9", "memo", 0.5), letter("a", "run-8", "letter", 1));

        assertThat(compare()).isZero();
        assertThat(out).hasToString("no differences in 2 letters%n".formatted());
    }

    @Test
    void each_difference_names_letter_path_and_both_values() throws IOException {
        write(left, letter("a", "run-1", "letter", 0.9));
        write(right, letter("a", "run-1", "memo", 0.8));

        assertThat(compare()).isEqualTo(2);
        assertThat(out.toString().lines())
                .containsExactly(
                        "a enriched_data.metadata.document_type: \"letter\" | \"memo\"",
                        "a fields[metadata.document_type].confidence: 0.9 | 0.8",
                        "2 differences in 1 letters (2 listed)");
    }

    @Test
    void a_letter_that_is_missing_or_there_twice_is_a_difference() throws IOException {
        write(left, letter("a", "r", "letter", 1), letter("b", "r", "letter", 1));
        write(right, letter("b", "r", "letter", 1), letter("b", "r", "letter", 1));

        assertThat(compare("--json")).isEqualTo(2);
        JsonObject report = new JsonObject(out.toString());
        assertThat(report.getInteger("differences")).isEqualTo(2);
        assertThat(report.getJsonArray("listed"))
                .containsExactly(
                        new JsonObject()
                                .put("document", "a")
                                .put("path", "")
                                .put("left", "there")
                                .put("right", "missing"),
                        new JsonObject()
                                .put("document", "b")
                                .put("path", "")
                                .put("left", "there")
                                .put("right", "2 times"));
    }

    @Test
    void the_list_is_cut_and_the_count_is_not() throws IOException {
        write(left, letter("a", "r", "letter", 1), letter("b", "r", "letter", 1));
        write(right);

        assertThat(compare("--limit", "1")).isEqualTo(2);
        assertThat(out.toString().lines())
                .containsExactly("a: there | missing", "2 differences in 2 letters (1 listed)");
    }

    @Test
    void what_cannot_be_read_is_named_and_is_no_difference() throws IOException {
        write(left, letter("a", "r", "letter", 1));
        Files.writeString(right.resolve("results.jsonl"), "{\"documentId\":\"a\"}\nnot JSON\n");

        assertThat(compare()).isEqualTo(1);
        assertThat(err.toString()).contains("results.jsonl line 2 is not JSON");

        Files.delete(right.resolve("results.jsonl"));
        assertThat(compare()).isEqualTo(1);
        assertThat(err.toString()).contains("does not exist; name a result folder");
    }

    @Test
    void the_command_is_found_by_the_entry_point() {
        assertThat(ServiceLoader.load(InkstreamCommand.class))
                .hasAtLeastOneElementOfType(CompareCommand.class);
    }

    private int compare(String... options) {
        CommandLine command =
                new CommandLine(new CompareCommand())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of(left.toString(), right.toString()));
        arguments.addAll(List.of(options));
        return command.execute(arguments.toArray(String[]::new));
    }

    private static JsonObject letter(String id, String run, String type, Number confidence) {
        return new JsonObject()
                .put("documentId", id)
                .put("runId", run)
                .put("created_at", "at the time of " + run)
                .put(
                        "enriched_data",
                        new JsonObject()
                                .put("metadata", new JsonObject().put("document_type", type)))
                .put(
                        "fields",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("path", "metadata.document_type")
                                                .put("confidence", confidence)))
                .put(
                        "tools",
                        new JsonObject()
                                .put(
                                        "extract_document_type",
                                        new JsonObject().put("_source", run)));
    }

    private static void write(Path result, JsonObject... letters) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (JsonObject letter : letters) {
            lines.append(letter.encode()).append('\n');
        }
        Files.writeString(result.resolve("results.jsonl"), lines);
    }
}
