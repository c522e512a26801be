package org.inkstream.loadtest.scenarios.system;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.inkstream.app.service.Await;

/** The backend's store as an operator sees it. */
public final class StoreView implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern ISO =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Duration PROBE = Duration.ofSeconds(4);

    private final Vertx vertx = Vertx.vertx();
    private final MongoClient client;

    public StoreView(BackendProcess backend, String database) {
        this(backend.storeUri(), database);
    }

    /**
     * @param uri of the store, which may be there and go
     */
    public StoreView(String uri, String database) {
        this.client =
                MongoClient.create(
                        vertx,
                        new JsonObject()
                                .put("connection_string", uri)
                                .put("db_name", database)
                                .put("useObjectId", false));
    }

    /** The current enriched letters. */
    public List<JsonObject> letters() {
        return all("enriched_documents");
    }

    /** What the journal knows at this moment, closed runs included. */
    public JournalView journal() {
        return JournalView.of(all("journal"));
    }

    /** What was recorded of the cost of calls. */
    public List<JsonObject> costs() {
        return all("cost_records");
    }

    /** Which of these documents are enriched. */
    public Set<String> enriched(Collection<String> documentIds) {
        JsonObject these =
                new JsonObject()
                        .put(
                                "_id",
                                new JsonObject()
                                        .put("$in", new JsonArray(List.copyOf(documentIds))));
        FindOptions idsOnly = new FindOptions().setFields(new JsonObject().put("_id", 1));
        return Await.done(
                        "asking for letters",
                        LIMIT,
                        client.findWithOptions("enriched_documents", these, idsOnly))
                .stream()
                .map(letter -> letter.getString("_id"))
                .collect(Collectors.toSet());
    }

    /** How many letters are enriched. */
    public long enrichedCount() {
        return count(new JsonObject());
    }

    /** How many of them were enriched more than once. */
    public long enrichedAgain() {
        return count(new JsonObject().put("version", new JsonObject().put("$gt", 1)));
    }

    private long count(JsonObject which) {
        return Await.done("counting letters", LIMIT, client.count("enriched_documents", which));
    }

    /** The states of a document's runs; reads the whole journal. */
    public Set<String> runStates(String documentId) {
        JsonObject its = new JsonObject().put("documentId", documentId);
        return Await.done("asking for runs", LIMIT, client.find("journal", its)).stream()
                .map(run -> run.getString("state"))
                .collect(Collectors.toSet());
    }

    /** Whether something of a document is in the index of due work. */
    public boolean isDue(String documentId) {
        JsonObject its = new JsonObject().put("documentId", documentId);
        return !Await.done("asking for due work", LIMIT, client.find("due", its)).isEmpty();
    }

    /** How many runs somebody works on or has left unfinished; reads the whole journal. */
    public long openRuns() {
        JsonObject open = new JsonObject().put("state", "open");
        return Await.done("counting open runs", LIMIT, client.count("journal", open));
    }

    /** The documents of these; reads the whole journal. */
    public Set<String> openDocuments() {
        JsonObject open = new JsonObject().put("state", "open");
        return Await.done("asking for open runs", LIMIT, client.find("journal", open)).stream()
                .map(run -> run.getString("documentId"))
                .collect(Collectors.toSet());
    }

    /** Whether something is in the index of due work that is due by then. */
    public boolean dueBefore(Instant then) {
        return all("due").stream()
                .map(entry -> String.valueOf(entry.getValue("dueAt")))
                .map(StoreView::instant)
                .anyMatch(then::isAfter);
    }

    /** The client shows a date as an object or as text. */
    public static Instant instant(String text) {
        Matcher iso = ISO.matcher(text);
        return iso.find() ? Instant.parse(iso.group()) : Instant.EPOCH;
    }

    /** Writes something of no importance, to see whether it can. */
    public void probe() {
        JsonObject now = new JsonObject().put("_id", "probe").put("at", System.nanoTime());
        Await.done("writing to the store", PROBE, client.save("probes", now));
    }

    private List<JsonObject> all(String collection) {
        return Await.done(
                "reading " + collection, LIMIT, client.find(collection, new JsonObject()));
    }

    @Override
    public void close() {
        Await.done("closing the store's client", LIMIT, client.close());
        Await.done("closing Vert.x", LIMIT, vertx.close());
    }
}
