package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.CURRENT_SCHEMA;
import static org.inkstream.pipeline.store.mongo.Collections.ENRICHED;
import static org.inkstream.pipeline.store.mongo.Collections.HISTORY;
import static org.inkstream.pipeline.store.mongo.Collections.SCHEMA_VERSION;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.Optional;
import java.util.stream.IntStream;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * How the result of one run takes the place of another's: archive the old version, then replace it
 * on condition that it is still that version. Whoever loses the race begins again, so that each
 * version belongs to one run and every earlier one is in the history.
 */
final class Succession {
    /** Each lost race means that somebody else saved this very document meanwhile. */
    private static final int RACES = 50;

    private static final UpdateOptions INSERT = new UpdateOptions().setUpsert(true);
    private static final UpdateOptions REPLACE = new UpdateOptions();

    private final MongoClient client;
    private final Observed observed;
    private final Timers timers;

    Succession(MongoClient client, Observed observed, Timers timers) {
        this.client = client;
        this.observed = observed;
        this.timers = timers;
    }

    static JsonObject id(String documentId) {
        return new JsonObject().put("_id", documentId);
    }

    /**
     * Makes {@code document} the current one, unless its run has been succeeded already: a run that
     * repeats its save after a crash does not come back from the history.
     *
     * @return the version that belongs to the document's run
     */
    Future<Integer> succeed(JsonObject document) {
        return succeedUnlessLost(document, RACES);
    }

    private Future<Integer> succeedUnlessLost(JsonObject document, int racesLeft) {
        if (racesLeft == 0) {
            return Future.failedFuture(
                    "document " + document.getString("_id") + " is saved by too many at once");
        }
        return current(document)
                .compose(old -> knownVersion(document, old))
                .compose(
                        known ->
                                known.version().isPresent()
                                        ? Future.succeededFuture(known.version().get())
                                        : replace(document, known.current(), racesLeft));
    }

    /**
     * The same, only in the place of version {@code over}.
     *
     * @return the version of the document's run, or {@link ResultStore#MOVED_ON}
     */
    Future<Integer> succeed(JsonObject document, int over) {
        return current(document)
                .compose(old -> knownVersion(document, old))
                .compose(
                        known -> {
                            if (known.version().isPresent()) {
                                return Future.succeededFuture(known.version().get());
                            }
                            return known.current().getInteger("version") == over
                                    ? replaceOnce(document, known.current())
                                    : Future.succeededFuture(ResultStore.MOVED_ON);
                        });
    }

    /** The version of {@code document}'s run, which is in the store. */
    Future<Integer> versionOf(JsonObject document) {
        return current(document)
                .compose(old -> knownVersion(document, old))
                .map(known -> known.version().orElseThrow());
    }

    /** The version that a run has saved, current or earlier; null if there is none. */
    Future<@Nullable JsonObject> saved(String documentId, String runId) {
        JsonObject document = id(documentId).put("runId", runId);
        return current(document)
                .compose(
                        current ->
                                current == null || isSameRun(document, current)
                                        ? Future.succeededFuture(current)
                                        : archived(document, current, null));
    }

    private Future<JsonObject> current(JsonObject document) {
        return observed.read(
                "results.read",
                () -> client.findOne(ENRICHED, id(document.getString("_id")), null));
    }

    private Future<Known> knownVersion(JsonObject document, JsonObject current) {
        if (isSameRun(document, current)) {
            return Future.succeededFuture(
                    new Known(current, Optional.of(current.getInteger("version"))));
        }
        return archived(document, current, new JsonObject().put("version", 1))
                .map(
                        old ->
                                new Known(
                                        current,
                                        Optional.ofNullable(old)
                                                .map(one -> one.getInteger("version"))));
    }

    /** The earlier version that belongs to the document's run, if there is one. */
    private Future<@Nullable JsonObject> archived(
            JsonObject document, JsonObject current, @Nullable JsonObject fields) {
        JsonArray earlier = new JsonArray();
        IntStream.range(1, current.getInteger("version"))
                .forEach(version -> earlier.add(historyId(current, version)));
        JsonObject ofSameRun =
                new JsonObject()
                        .put("_id", new JsonObject().put("$in", earlier))
                        .put("runId", document.getString("runId"));
        return observed.read("history.read", () -> client.findOne(HISTORY, ofSameRun, fields));
    }

    private Future<Integer> replace(JsonObject document, JsonObject current, int racesLeft) {
        return replaceOnce(document, current)
                .compose(
                        version ->
                                version == ResultStore.MOVED_ON
                                        ? succeedUnlessLost(document, racesLeft - 1)
                                        : Future.succeededFuture(version));
    }

    private Future<Integer> replaceOnce(JsonObject document, JsonObject current) {
        int version = current.getInteger("version");
        JsonObject stillThat = id(current.getString("_id")).put("version", version);
        JsonObject next =
                document.copy().put("version", version + 1).put(SCHEMA_VERSION, CURRENT_SCHEMA);
        return archive(current)
                .compose(
                        archived ->
                                observed.write(
                                        "results.replace",
                                        () ->
                                                client.replaceDocumentsWithOptions(
                                                        ENRICHED, stillThat, next, REPLACE)))
                .map(
                        replaced ->
                                replaced.getDocMatched() == 1 ? version + 1 : ResultStore.MOVED_ON);
    }

    private Future<Void> archive(JsonObject current) {
        JsonObject old =
                current.copy()
                        .put("documentId", current.getString("_id"))
                        .put("archivedAt", Dates.date(timers.now()));
        old.remove("_id");
        JsonObject same = id(historyId(current, current.getInteger("version")));
        return observed.write(
                "history.archive",
                () ->
                        client.updateCollectionWithOptions(
                                        HISTORY, same, new JsonObject().put("$set", old), INSERT)
                                .<Void>mapEmpty());
    }

    private static String historyId(JsonObject current, int version) {
        return current.getString("_id") + "#" + version;
    }

    private static boolean isSameRun(JsonObject document, JsonObject current) {
        return document.getString("runId").equals(current.getString("runId"));
    }

    /**
     * @param current the stored document
     * @param version the version of the run that saves, if it has one already
     */
    private record Known(JsonObject current, Optional<Integer> version) {}
}
