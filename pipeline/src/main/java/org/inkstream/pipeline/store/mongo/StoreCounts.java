package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;

/**
 * How much there is of what, at about one time.
 *
 * @param enriched current enriched letters
 * @param needReview review items that wait for a person
 * @param openRuns runs that are worked on, or wait for their next owner
 * @param closedRuns finished runs that are still kept in the journal
 * @param costRecords model calls accounted for
 */
public record StoreCounts(
        long enriched, long needReview, long openRuns, long closedRuns, long costRecords) {

    static Future<StoreCounts> of(MongoClient client) {
        Future<Long> enriched = client.count(Collections.ENRICHED, new JsonObject());
        Future<Long> reviews = client.count(Collections.REVIEWS, is("status", "pending"));
        Future<Long> open = client.count(Collections.JOURNAL, is("state", "open"));
        Future<Long> closed = client.count(Collections.JOURNAL, is("state", "closed"));
        Future<Long> costs = client.count(Collections.COSTS, new JsonObject());
        return Future.all(enriched, reviews, open, closed, costs)
                .map(
                        all ->
                                new StoreCounts(
                                        enriched.result(),
                                        reviews.result(),
                                        open.result(),
                                        closed.result(),
                                        costs.result()));
    }

    private static JsonObject is(String field, String value) {
        return new JsonObject().put(field, value);
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("enriched", enriched)
                .put("needReview", needReview)
                .put("openRuns", openRuns)
                .put("closedRuns", closedRuns)
                .put("costRecords", costRecords);
    }
}
