package org.inkstream.pipeline.ops;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The enriched letters of one result folder, from its {@code results.jsonl}.
 *
 * @param file that was read
 * @param byDocument each letter by its document id, all of them where an id occurs more than once
 */
record ResultFile(Path file, Map<String, List<JsonObject>> byDocument) {
    private static final String NAME = "results.jsonl";

    /**
     * @param path a result folder, or a file with one stored document per line
     * @throws IOException if it cannot be read; the message is for people
     */
    static ResultFile read(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
        Map<String, List<JsonObject>> byDocument = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    JsonObject document = document(line, file, number);
                    byDocument
                            .computeIfAbsent(
                                    document.getString("documentId"), id -> new ArrayList<>(1))
                            .add(document);
                }
            }
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    file + " does not exist; name a result folder or a results.jsonl", missing);
        }
        return new ResultFile(file, byDocument);
    }

    private static JsonObject document(String line, Path file, int number) throws IOException {
        try {
            JsonObject document = new JsonObject(line);
            if (document.getValue("documentId") instanceof String) {
                return document;
            }
            throw new IOException("%s line %d has no documentId".formatted(file, number));
        } catch (DecodeException broken) {
            throw new IOException("%s line %d is not JSON".formatted(file, number), broken);
        }
    }
}
