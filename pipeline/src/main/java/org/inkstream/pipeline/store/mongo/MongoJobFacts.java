package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.money.Money;
import org.inkstream.pipeline.jobs.JobFacts;

/** What the store knows of letters and their cost, in MongoDB. */
final class MongoJobFacts implements JobFacts {
    private static final List<String> OF_LETTER = List.of("jobId", "textHash", "review_status");
    private static final List<String> OF_RUN = List.of("documentId", "textHash", "state");
    private static final List<String> OF_COST = List.of("cost_pico_usd", "cost_status");

    private final MongoClient client;
    private final Observed observed;

    MongoJobFacts(MongoClient client, Observed observed) {
        this.client = client;
        this.observed = observed;
    }

    @Override
    public Future<Map<String, Letter>> letters(Collection<String> documentIds) {
        return find("jobs.letters", Collections.ENRICHED, in("_id", documentIds), OF_LETTER)
                .map(
                        found -> {
                            Map<String, Letter> letters = new HashMap<>();
                            found.forEach(one -> letters.put(one.getString("_id"), letter(one)));
                            return letters;
                        });
    }

    private static Letter letter(JsonObject stored) {
        return new Letter(
                stored.getString("jobId", ""),
                stored.getString("textHash", ""),
                "pending".equals(stored.getString("review_status")));
    }

    @Override
    public Future<Map<String, Run>> runs(Collection<String> documentIds) {
        JsonArray unfinished = new JsonArray().add("open").add("parked");
        JsonObject query =
                in("documentId", documentIds).put("state", new JsonObject().put("$in", unfinished));
        return find("jobs.runs", Collections.JOURNAL, query, OF_RUN)
                .map(
                        found -> {
                            Map<String, Run> runs = new HashMap<>();
                            found.forEach(one -> runs.put(one.getString("documentId"), run(one)));
                            return runs;
                        });
    }

    private static Run run(JsonObject stored) {
        return new Run(stored.getString("textHash", ""), "open".equals(stored.getString("state")));
    }

    @Override
    public Future<Cost> cost(String jobId) {
        JsonObject its = new JsonObject().put("enrichment_job_id", jobId);
        return find("jobs.cost", Collections.COSTS, its, OF_COST).map(MongoJobFacts::sum);
    }

    private static Cost sum(List<JsonObject> records) {
        Money known = Money.ZERO;
        int unknown = 0;
        for (JsonObject record : records) {
            known = known.plus(new Money(record.getLong("cost_pico_usd", 0L)));
            unknown += "unknown".equals(record.getString("cost_status")) ? 1 : 0;
        }
        return new Cost(known, unknown);
    }

    private Future<List<JsonObject>> find(
            String operation, String collection, JsonObject query, List<String> fields) {
        JsonObject shown = new JsonObject();
        fields.forEach(field -> shown.put(field, 1));
        FindOptions only = new FindOptions().setFields(shown);
        return observed.read(operation, () -> client.findWithOptions(collection, query, only));
    }

    private static JsonObject in(String member, Collection<String> ids) {
        JsonArray these = new JsonArray(List.copyOf(ids));
        return new JsonObject().put(member, new JsonObject().put("$in", these));
    }
}
