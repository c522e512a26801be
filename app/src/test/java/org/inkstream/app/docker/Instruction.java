package org.inkstream.app.docker;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One instruction of a Dockerfile.
 *
 * @param name in capitals
 * @param text all that follows, continued lines put together
 */
record Instruction(String name, String text) {
    static List<Instruction> read(Path dockerfile) throws IOException {
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        for (String line : Files.readAllLines(dockerfile)) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            boolean continues = line.endsWith("\\");
            pending.append(continues ? line.substring(0, line.length() - 1) : line).append(' ');
            if (!continues) {
                String[] words = pending.toString().strip().split("\\s+", 2);
                instructions.add(
                        new Instruction(
                                words[0].toUpperCase(Locale.ROOT),
                                words[1].strip().replaceAll("\\s+", " ")));
                pending.setLength(0);
            }
        }
        return instructions;
    }

    /** What follows the options, as a JSON array: the form without a shell. */
    List<String> words() {
        return new JsonArray(text.substring(text.indexOf('[')))
                .stream().map(String::valueOf).toList();
    }
}
