package org.inkstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBackendTest {
    private static final int LETTERS = 20_000;
    private static final int CHANGED = 2_000;
    private static final int SCANS = 10;
    private static final String TEXT = "a letter of ".repeat(50);

    private final Channel channel = new EmbeddedChannel();

    @TempDir Path folder;

    @Test
    void what_a_long_query_reads_stays_in_the_file_until_it_has_read_it() throws Exception {
        // Without a cache each page is read from the file; without retention space is used again
        // as soon as nobody needs it: what takes seconds otherwise happens at once.
        try (MVStore file =
                new MVStore.Builder()
                        .fileName(folder.resolve("store.mv").toString())
                        .autoCommitDisabled()
                        .cacheSize(0)
                        .open()) {
            file.setRetentionTime(0);
            FileBackend backend = new FileBackend(file);
            insert(backend);
            file.commit();
            Random random = new Random(1);
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> tidy(file, over));

            try {
                for (int i = 0; i < SCANS; i++) {
                    change(backend, random);
                    assertThat(count(backend)).isEqualTo(LETTERS);
                }
            } finally {
                over.set(true);
                others.get();
            }
        }
    }

    /** What group commit and upkeep do, all the time. */
    private static void tidy(MVStore file, AtomicBoolean over) {
        MVMap<Integer, Integer> others = file.openMap("others");
        for (int i = 0; !over.get(); i++) {
            others.put(0, i);
            file.commit();
            file.compact(95, 16 << 20);
        }
    }

    /** So that chunks are dead in part, and what lives in them is moved. */
    private void change(FileBackend backend, Random random) {
        List<Document> updates =
                random.ints(CHANGED, 0, LETTERS).mapToObj(FileBackendTest::change).toList();
        command(backend, new Document("update", "letters").append("updates", updates));
    }

    private static Document change(int number) {
        return new Document("q", new Document("_id", number))
                .append("u", new Document("$set", new Document("text", TEXT + number)));
    }

    private void insert(FileBackend backend) {
        List<Document> letters =
                IntStream.range(0, LETTERS)
                        .mapToObj(number -> new Document("_id", number).append("text", TEXT))
                        .toList();
        command(backend, new Document("insert", "letters").append("documents", letters));
    }

    private Document command(FileBackend backend, Document command) {
        String name = command.keySet().iterator().next();
        return backend.handleCommand(channel, "db", name, command);
    }

    private Object count(FileBackend backend) {
        Document some = new Document("$match", new Document());
        Document number =
                new Document("$group", new Document("_id", 1).append("n", new Document("$sum", 1)));
        Document all =
                command(
                        backend,
                        new Document("aggregate", "letters")
                                .append("pipeline", List.of(some, number))
                                .append("cursor", new Document()));
        Document cursor = (Document) all.get("cursor");
        return ((Document) ((List<?>) cursor.get("firstBatch")).get(0)).get("n");
    }
}
