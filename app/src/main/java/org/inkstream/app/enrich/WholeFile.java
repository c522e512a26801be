package org.inkstream.app.enrich;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are there whole or not at all. */
final class WholeFile {
    private WholeFile() {}

    static void write(Path file, String text) throws IOException {
        write(file, (Content) writer -> writer.write(text));
    }

    static void write(Path file, Content content) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + ".part");
        try (BufferedWriter writer = Files.newBufferedWriter(half, StandardCharsets.UTF_8)) {
            content.writeTo(writer);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes what the file is to hold. */
    @FunctionalInterface
    interface Content {
        void writeTo(BufferedWriter writer) throws IOException;
    }
}
