package org.inkstream.app.coordinator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.inkstream.app.enrich.LetterSearch;
import org.inkstream.command.ExitCodes;

/**
 * Letters in files, as a job takes them.
 *
 * @param letters at least one
 * @param refused how many files hold none; each was named
 */
record JobFiles(JsonArray letters, int refused) {
    /**
     * @param err names the files that hold no letter
     * @throws IllegalArgumentException if none does
     */
    static JobFiles read(List<Path> files, PrintWriter err) {
        JsonArray letters = new JsonArray();
        AtomicInteger refused = new AtomicInteger();
        LetterSearch.in(
                files,
                letter -> letters.add(data(letter.value())),
                (file, reason) -> {
                    refused.incrementAndGet();
                    err.println(file + ": " + reason);
                });
        err.flush();
        if (letters.isEmpty()) {
            throw new IllegalArgumentException("no file holds a letter: name .txt or .json files");
        }
        return new JobFiles(letters, refused.get());
    }

    /** What a command ends with that has done well with the others. */
    int exitCode(int otherwise) {
        return refused > 0 && otherwise == ExitCodes.OK ? ExitCodes.SOME_FAILED : otherwise;
    }

    /** Of a CloudEvent only what it carries: the task is an event of its own. */
    private static JsonObject data(byte[] value) {
        JsonObject json = new JsonObject(Buffer.buffer(value));
        return json.containsKey("specversion") && json.getValue("data") instanceof JsonObject data
                ? data
                : json;
    }
}
