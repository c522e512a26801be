package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.List;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what is older than the retention, a bounded batch at a time. A run that was closed so
 * long ago is trimmed into {@code runs}, and forgotten there after as long again. Several processes
 * may sweep one store. Used on the event loop that its {@link Timers} call back on.
 */
public final class RetentionSweeper {
    /** How long a completed review stays in the queue, as operators know it. */
    static final Duration REVIEWS_KEPT = Duration.ofDays(30);

    private static final Logger LOGGER = LoggerFactory.getLogger(RetentionSweeper.class);

    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int BATCH = 200;

    /** A run that died is kept as long as its dead letter, which may be replayed. */
    private static final JsonObject OVER =
            new JsonObject().put("$in", new JsonArray().add("closed").add("dead"));

    /** Some hundred megabytes; an hour of a busy cluster has fewer. */
    private static final int MOST_ANSWERS = 50_000;

    private final MongoClient client;
    private final Observed observed;
    private final Timers timers;
    private final Duration retention;
    private Timers.Timer next = () -> false;
    private boolean stopped;

    RetentionSweeper(MongoClient client, Observed observed, Timers timers, Duration retention) {
        this.client = client;
        this.observed = observed;
        this.timers = timers;
        this.retention = retention;
    }

    /** Sweeps every ten minutes, the first time after ten minutes. */
    public void start() {
        next =
                timers.after(
                        PAUSE,
                        () ->
                                sweep().onFailure(RetentionSweeper::complain)
                                        .onComplete(swept -> startUnlessStopped()));
    }

    private void startUnlessStopped() {
        if (!stopped) {
            start();
        }
    }

    private static void complain(Throwable failure) {
        LOGGER.atWarn().setCause(failure).log("old data was not swept, it will be tried again");
    }

    /** No sweep begins after this; one that runs may end. */
    public void stop() {
        stopped = true;
        next.cancel();
    }

    /**
     * One sweep.
     *
     * @return how many documents were removed
     */
    public Future<Integer> sweep() {
        return trimRuns(0)
                .compose(n -> forget(Collections.RUNS, "trimmedAt", retention, n))
                .compose(n -> forget(Collections.HISTORY, "archivedAt", retention, n))
                .compose(n -> forget(Collections.REVIEWS, "completed_at", REVIEWS_KEPT, n))
                // Their runs are trimmed, so nothing is left to heal them from.
                .compose(n -> forget(Collections.UNHEALED, "failedAt", retention, n))
                .compose(n -> forget(Collections.DEAD_LETTERS, "at", retention, n))
                .compose(n -> forget(Collections.REUSE, MongoReuseStore.AT, retention, n))
                .compose(n -> forget(Collections.ESTIMATES, MongoEstimates.AT, retention, n))
                .compose(n -> forget(Collections.ANSWERS, MongoAnswers.EXPIRES, Duration.ZERO, n))
                .compose(n -> forget(Collections.BUDGETS, MongoBudgets.EXPIRES, Duration.ZERO, n))
                .compose(n -> forgetBeyond(Collections.ANSWERS, MOST_ANSWERS, n))
                .onSuccess(
                        removed ->
                                LOGGER.atDebug()
                                        .addKeyValue("removed", removed)
                                        .log("old data was swept"));
    }

    private Future<Integer> trimRuns(int removed) {
        JsonObject closedLongAgo = olderThan("closedAt", retention).put("state", OVER);
        FindOptions trimmed = batch();
        for (String heavy : List.of("event", "steps")) {
            trimmed.getFields().put(heavy, 0);
        }
        return find(Collections.JOURNAL, closedLongAgo, trimmed)
                .compose(
                        runs ->
                                runs.isEmpty()
                                        ? Future.succeededFuture(removed)
                                        : keepTrimmed(runs)
                                                .compose(kept -> remove(Collections.JOURNAL, runs))
                                                .compose(gone -> trimRuns(removed + runs.size())));
    }

    private Future<Void> keepTrimmed(List<JsonObject> runs) {
        JsonObject now = Dates.date(timers.now());
        List<BulkOperation> upserts =
                runs.stream()
                        .map(
                                run ->
                                        BulkOperation.createReplace(
                                                Succession.id(run.getString("_id")),
                                                run.copy().put("trimmedAt", now),
                                                true))
                        .toList();
        return observed.write(
                "sweep.trim", () -> client.bulkWrite(Collections.RUNS, upserts).<Void>mapEmpty());
    }

    private Future<Integer> forget(String collection, String field, Duration age, int removed) {
        FindOptions idsOnly = batch();
        idsOnly.getFields().put("_id", 1);
        return find(collection, olderThan(field, age), idsOnly)
                .compose(
                        old ->
                                old.isEmpty()
                                        ? Future.succeededFuture(removed)
                                        : remove(collection, old)
                                                .compose(
                                                        gone ->
                                                                forget(
                                                                        collection,
                                                                        field,
                                                                        age,
                                                                        removed + old.size())));
    }

    /** Those that expire first. */
    private Future<Integer> forgetBeyond(String collection, int most, int removed) {
        FindOptions first = batch().setSort(new JsonObject().put(MongoAnswers.EXPIRES, 1));
        first.getFields().put("_id", 1);
        return observed.read("sweep.count", () -> client.count(collection, new JsonObject()))
                .compose(
                        count ->
                                count <= most
                                        ? Future.succeededFuture(List.<JsonObject>of())
                                        : find(collection, new JsonObject(), first))
                .compose(
                        old ->
                                old.isEmpty()
                                        ? Future.succeededFuture(removed)
                                        : remove(collection, old)
                                                .compose(
                                                        gone ->
                                                                forgetBeyond(
                                                                        collection,
                                                                        most,
                                                                        removed + old.size())));
    }

    private JsonObject olderThan(String field, Duration age) {
        JsonObject before = Dates.date(timers.now().minus(age));
        return new JsonObject().put(field, new JsonObject().put("$lt", before));
    }

    private static FindOptions batch() {
        return new FindOptions().setLimit(BATCH).setFields(new JsonObject());
    }

    private Future<List<JsonObject>> find(String collection, JsonObject query, FindOptions how) {
        return observed.read("sweep.find", () -> client.findWithOptions(collection, query, how));
    }

    private Future<Void> remove(String collection, List<JsonObject> documents) {
        JsonArray ids = new JsonArray();
        documents.forEach(document -> ids.add(document.getString("_id")));
        JsonObject these = new JsonObject().put("_id", new JsonObject().put("$in", ids));
        return observed.write(
                "sweep.remove", () -> client.removeDocuments(collection, these).<Void>mapEmpty());
    }
}
