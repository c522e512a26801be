package org.inkstream.pipeline.store.mongo;

import com.mongodb.MongoCommandException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexModel;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The indexes that operators' queries and the {@link RetentionSweeper} rely on. Creating them again
 * changes nothing. The embedded store accepts and ignores them; where a store knows no index that
 * expires, the sweeper alone forgets.
 */
final class MongoIndexes {
    private static final int UP = 1;
    private static final int DOWN = -1;

    /** How a store says that it does not know an option. */
    private static final int NOT_IMPLEMENTED = 238;

    private static final Map<String, List<IndexModel>> ALL =
            new TreeMap<>(
                    Map.ofEntries(
                            of(
                                    Collections.JOURNAL,
                                    index("state", UP, "closedAt", UP),
                                    index("state", UP, "openedAt", UP),
                                    index("owner", UP),
                                    index("documentId", UP)),
                            of(Collections.RUNS, index("documentId", UP), index("trimmedAt", UP)),
                            of(Collections.DUE, index("dueAt", UP)),
                            of(
                                    Collections.OCR_JOBS,
                                    index("job_id", UP, "status", UP, "created_at", UP)),
                            of(
                                    Collections.JOBS,
                                    index("status", UP, "updated_at", UP),
                                    index("created_at", DOWN)),
                            of(
                                    Collections.JOB_DOCUMENTS,
                                    index("jobId", UP, "state", UP),
                                    index("documentId", UP)),
                            of(Collections.JOB_TASKS, index("documentId", UP)),
                            of(
                                    Collections.ENRICHED,
                                    index(
                                            "document_id",
                                            UP,
                                            "quality_metrics.completeness_score",
                                            UP),
                                    index("status", UP, "created_at", DOWN),
                                    index("created_at", UP)),
                            of(
                                    Collections.HISTORY,
                                    index("documentId", UP, "version", UP),
                                    index("archivedAt", UP)),
                            of(
                                    Collections.REVIEWS,
                                    index("status", UP, "created_at", UP, "document_id", UP),
                                    index("document_id", UP, "status", UP),
                                    expiring("completed_at", RetentionSweeper.REVIEWS_KEPT)),
                            of(
                                    Collections.COSTS,
                                    index("enrichment_job_id", UP, "created_at", UP),
                                    index("timestamp", UP)),
                            of(Collections.ANSWERS, expiring(MongoAnswers.EXPIRES, Duration.ZERO)),
                            of(Collections.BUDGETS, expiring(MongoBudgets.EXPIRES, Duration.ZERO)),
                            of(Collections.ESTIMATES, index("endpoint", UP)),
                            of(Collections.DEAD_LETTERS, index("at", UP)),
                            of(Collections.UNHEALED, index("agents", UP, "failedAt", UP))));

    private MongoIndexes() {}

    /** Creates what is missing. */
    static Future<Void> create(MongoClient client) {
        return Future.all(
                        ALL.entrySet().stream()
                                .map(of -> create(client, of.getKey(), of.getValue()))
                                .toList())
                .mapEmpty();
    }

    private static Future<Void> create(
            MongoClient client, String collection, List<IndexModel> indexes) {
        return client.createIndexes(collection, indexes)
                .recover(
                        failure ->
                                failure instanceof MongoCommandException refused
                                                && refused.getCode() == NOT_IMPLEMENTED
                                        ? client.createIndexes(
                                                collection,
                                                indexes.stream()
                                                        .map(MongoIndexes::withoutExpiry)
                                                        .toList())
                                        : Future.failedFuture(failure));
    }

    private static IndexModel withoutExpiry(IndexModel index) {
        return new IndexModel(
                index.getKey(), new IndexOptions().name(index.getOptions().getName()));
    }

    private static Map.Entry<String, List<IndexModel>> of(
            String collection, IndexModel... indexes) {
        return Map.entry(collection, List.of(indexes));
    }

    private static IndexModel index(Object... fieldsAndDirections) {
        JsonObject key = new JsonObject();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < fieldsAndDirections.length; i += 2) {
            key.put((String) fieldsAndDirections[i], fieldsAndDirections[i + 1]);
            name.append(i == 0 ? "" : "_")
                    .append(fieldsAndDirections[i])
                    .append('_')
                    .append(fieldsAndDirections[i + 1]);
        }
        return new IndexModel(key, new IndexOptions().name(name.toString()));
    }

    private static IndexModel expiring(String field, Duration after) {
        return new IndexModel(
                new JsonObject().put(field, UP),
                new IndexOptions()
                        .name(field + "_ttl")
                        .expireAfter(after.toSeconds(), TimeUnit.SECONDS));
    }
}
