package org.inkstream.loadtest.scenarios.recovery;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.pipeline.ops.CompareCommand;
import picocli.CommandLine;

/**
 * What became of the letters.
 *
 * @param announced ids of the events, by document: an event that was sent twice has one id
 * @param stored the current letters in the store
 */
record Outcome(Map<String, Set<String>> announced, List<JsonObject> stored) {
    Outcome {
        announced = Map.copyOf(announced);
        stored = List.copyOf(stored);
    }

    /** How many letters were enriched exactly once: one event, and one stored first version. */
    long once() {
        return stored.stream()
                .filter(letter -> letter.getInteger("version") == 1)
                .filter(letter -> announced(letter) == 1)
                .count();
    }

    private int announced(JsonObject letter) {
        return announced.getOrDefault(letter.getString("_id"), Set.of()).size();
    }

    /**
     * Compares as {@code inkstream compare} does.
     *
     * @param folder for the two files that are compared
     * @return the exit code of that command
     */
    Compared compare(Outcome other, Path folder) {
        StringWriter words = new StringWriter();
        int code =
                new CommandLine(new CompareCommand())
                        .setOut(new PrintWriter(words))
                        .setErr(new PrintWriter(words))
                        .execute(
                                write(folder.resolve("undisturbed.jsonl")).toString(),
                                other.write(folder.resolve("disturbed.jsonl")).toString(),
                                "--limit",
                                "5");
        return new Compared(code, words.toString().strip());
    }

    private Path write(Path file) {
        try {
            return Files.write(file, stored.stream().map(JsonObject::encode).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    /**
     * @param exitCode zero if both say the same
     * @param words what the command printed
     */
    record Compared(int exitCode, String words) {}
}
