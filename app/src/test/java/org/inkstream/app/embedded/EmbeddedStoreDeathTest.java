package org.inkstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An acknowledged write survives the death of the process that acknowledged it. */
@Timeout(60)
final class EmbeddedStoreDeathTest {
    private static final int WRITES = 5_000;

    private final Path folder;

    EmbeddedStoreDeathTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void five_thousand_acknowledged_writes_survive_a_halt() throws Exception {
        Process writer = start(WRITES);

        Set<String> acknowledged = acknowledgements(writer, Integer.MAX_VALUE);

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(WRITES);
        assertThat(stored()).containsAll(acknowledged);
    }

    @Test
    void five_thousand_acknowledged_writes_survive_a_kill() throws Exception {
        Process writer = start(0);

        Set<String> acknowledged = acknowledgements(writer, WRITES);

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(WRITES);
        assertThat(stored()).containsAll(acknowledged);
    }

    private Process start(int haltAfter) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingWriter.class.getName(),
                        folder.toString(),
                        Integer.toString(haltAfter));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Everything that the writer reported before it died; it is killed after {@code killAfter}. */
    private static Set<String> acknowledgements(Process writer, int killAfter) throws Exception {
        Set<String> acknowledged = new TreeSet<>();
        try (BufferedReader lines = writer.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The server logs to the same stream; and the last line may have been cut short.
                if (line.matches("\\d+")) {
                    acknowledged.add("letter" + line);
                }
                if (acknowledged.size() == killAfter) {
                    // Unlike Process.destroyForcibly, this leaves what it printed to be read.
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        writer.waitFor(10, TimeUnit.SECONDS);
        return acknowledged;
    }

    private Set<String> stored() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (EmbeddedStore store = EmbeddedStore.open(folder, 0)) {
            JsonObject config =
                    new JsonObject()
                            .put("connection_string", store.uri())
                            .put("db_name", "test")
                            .put("useObjectId", false);
            MongoClient client = MongoClient.create(vertx, config);
            FindOptions ids = new FindOptions().setFields(new JsonObject().put("_id", 1));
            return client
                    .findWithOptions("letters", new JsonObject(), ids)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .stream()
                    .map(letter -> letter.getString("_id"))
                    .collect(Collectors.toSet());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
