package org.inkstream.app.enrich;

import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.inkstream.pipeline.publish.EventType;

/**
 * The results on disk: a projection of the announced events, rebuilt from them each time, so that a
 * command that was killed leaves nothing to repair. Not thread-safe; one process at a time.
 */
final class ResultFolder implements AutoCloseable {
    private static final int SUMMARY_WIDTH = 140;

    private final Path folder;
    private final FolderLock lock;
    private final BufferedWriter events;
    private final Set<String> seenEvents = new HashSet<>();

    /** Letter files by document id. */
    private final Map<String, Path> letters = new TreeMap<>();

    private ResultFolder(Path folder, FolderLock lock, BufferedWriter events) {
        this.folder = folder;
        this.lock = lock;
        this.events = events;
    }

    /**
     * @throws IllegalStateException if another process works on this folder
     */
    static ResultFolder open(Path folder) throws IOException {
        Files.createDirectories(stateFolder(folder));
        Files.createDirectories(folder.resolve("letters"));
        FolderLock lock = FolderLock.take(stateFolder(folder).resolve("results.lock"), folder);
        return new ResultFolder(
                folder,
                lock,
                Files.newBufferedWriter(folder.resolve("events.jsonl"), StandardCharsets.UTF_8));
    }

    /** Where broker and store keep what the next start continues from. */
    static Path stateFolder(Path folder) {
        return folder.resolve(".inkstream");
    }

    /**
     * Writes what the event says.
     *
     * @return false if it was here before
     */
    boolean apply(RunEvent.Announced event) throws IOException {
        if (!seenEvents.add(event.id())) {
            return false;
        }
        events.write(cloudEvent(event).encode());
        events.write('\n');
        if (event.type().equals(EventType.DOCUMENT_ENRICHED.cloudEventsType())) {
            Path file =
                    folder.resolve("letters").resolve(SafeNames.of(event.documentId()) + ".json");
            WholeFile.write(file, event.data().encodePrettily() + "\n");
            letters.put(event.documentId(), file);
        }
        return true;
    }

    /** Writes the files that need the whole. */
    void finish(Summary summary) throws IOException {
        events.flush();
        WholeFile.write(folder.resolve("results.jsonl"), this::allLetters);
        WholeFile.write(folder.resolve("summary.json"), summary.toJson().encodePrettily() + "\n");
        WholeFile.write(folder.resolve("summary.txt"), SummaryTable.render(summary, SUMMARY_WIDTH));
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            events.close();
        }
    }

    /** Read back one by one, so that only one letter is in memory at a time. */
    private void allLetters(BufferedWriter writer) throws IOException {
        for (Path file : letters.values()) {
            writer.write(new JsonObject(Files.readString(file)).encode());
            writer.write('\n');
        }
    }

    private static JsonObject cloudEvent(RunEvent.Announced event) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", event.id())
                .put("type", event.type())
                .put("source", "/inkstream")
                .put("subject", event.documentId())
                .put("time", event.time())
                .put("datacontenttype", "application/json")
                .put("data", event.data());
    }
}
