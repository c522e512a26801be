package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexModel;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The indexes that operators' queries and the {@link RetentionSweeper} rely on. Creating them again
 * changes nothing. The embedded store accepts and ignores them.
 */
final class MongoIndexes {
    private static final int UP = 1;
    private static final int DOWN = -1;

    private static final Map<String, List<IndexModel>> ALL =
            new TreeMap<>(
                    Map.of(
                            Collections.JOURNAL,
                            List.of(
                                    index("state", UP, "closedAt", UP),
                                    index("state", UP, "openedAt", UP),
                                    index("owner", UP)),
                            Collections.RUNS,
                            List.of(index("documentId", UP), index("trimmedAt", UP)),
                            Collections.DUE,
                            List.of(index("dueAt", UP)),
                            Collections.OCR_JOBS,
                            List.of(index("job_id", UP, "status", UP, "created_at", UP)),
                            Collections.ENRICHED,
                            List.of(
                                    index(
                                            "document_id",
                                            UP,
                                            "quality_metrics.completeness_score",
                                            UP),
                                    index("status", UP, "created_at", DOWN),
                                    index("created_at", UP)),
                            Collections.HISTORY,
                            List.of(
                                    index("documentId", UP, "version", UP),
                                    index("archivedAt", UP)),
                            Collections.REVIEWS,
                            List.of(
                                    index("status", UP, "created_at", UP, "document_id", UP),
                                    index("document_id", UP, "status", UP),
                                    expiring("completed_at")),
                            Collections.COSTS,
                            List.of(
                                    index("enrichment_job_id", UP, "created_at", UP),
                                    index("timestamp", UP)),
                            Collections.DEAD_LETTERS,
                            List.of(index("at", UP))));

    private MongoIndexes() {}

    /** Creates what is missing. */
    static Future<Void> create(MongoClient client) {
        return Future.all(
                        ALL.entrySet().stream()
                                .map(of -> client.createIndexes(of.getKey(), of.getValue()))
                                .toList())
                .mapEmpty();
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

    private static IndexModel expiring(String field) {
        return new IndexModel(
                new JsonObject().put(field, UP),
                new IndexOptions()
                        .name(field + "_ttl")
                        .expireAfter(RetentionSweeper.REVIEWS_KEPT.toDays(), TimeUnit.DAYS));
    }
}
