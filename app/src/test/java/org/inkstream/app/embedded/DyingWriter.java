package org.inkstream.app.embedded;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that opens a store, or connects to one, keeps writes in the air, prints the number of
 * each one that was acknowledged, and dies in the middle of it.
 */
public final class DyingWriter {
    private static final int IN_FLIGHT = 32;

    private final MongoClient client;
    private final int haltAfter;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private DyingWriter(MongoClient client, int haltAfter) {
        this.client = client;
        this.haltAfter = haltAfter;
    }

    /**
     * @param args the folder, or the URI of a store that runs, and the number of acknowledgements
     *     after which it halts; with 0 it writes until it is killed; and the database, {@code test}
     *     if it is missing
     */
    public static void main(String[] args) {
        String uri =
                args[0].startsWith("mongodb://")
                        ? args[0]
                        : EmbeddedStore.open(Path.of(args[0]), 0).uri();
        JsonObject config =
                new JsonObject()
                        .put("connection_string", uri)
                        .put("db_name", args.length > 2 ? args[2] : "test")
                        .put("w", "majority")
                        .put("j", true)
                        .put("useObjectId", false)
                        .put("maxPoolSize", IN_FLIGHT);
        MongoClient client = MongoClient.create(Vertx.vertx(), config);
        DyingWriter writer = new DyingWriter(client, Integer.parseInt(args[1]));
        for (int i = 0; i < IN_FLIGHT; i++) {
            writer.write();
        }
    }

    private void write() {
        int number = next.incrementAndGet();
        JsonObject letter =
                new JsonObject().put("_id", "letter" + number).put("text", "x".repeat(800));
        client.insert("letters", letter).onSuccess(id -> wasAcknowledged(number));
    }

    private void wasAcknowledged(int number) {
        out.println(number);
        if (acknowledged.incrementAndGet() == haltAfter) {
            Runtime.getRuntime().halt(0);
        }
        write();
    }
}
