package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.ESTIMATES;

import com.mongodb.client.model.WriteModel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;
import org.inkstream.agents.gateway.EstimateStore;
import org.inkstream.agents.gateway.schedule.Estimate;
import org.inkstream.agents.gateway.schedule.Known;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was learned of calls, in MongoDB: one document for each endpoint, model and tool. */
final class MongoEstimates implements EstimateStore {
    private static final Logger LOGGER = LoggerFactory.getLogger(MongoEstimates.class);

    /** When it was written last. */
    static final String AT = "at";

    private static final String ENDPOINT = "endpoint";
    private static final String MODEL = "model";
    private static final String TOOL = "tool";
    private static final String ANSWERS = "answers";
    private static final String MEAN = "meanNanos";
    private static final String QUICK = "p10Nanos";
    private static final String SLOW = "p90Nanos";
    private static final String OUTPUT = "outputTokens";

    private final MongoClient client;
    private final BulkWrites bulks;
    private final Observed observed;
    private final Timers timers;

    /**
     * @param timers for when it was written
     */
    MongoEstimates(MongoClient client, BulkWrites bulks, Observed observed, Timers timers) {
        this.client = client;
        this.bulks = bulks;
        this.observed = observed;
        this.timers = timers;
    }

    @Override
    public Future<List<Known>> read(String endpoint) {
        return observed.read(
                        "estimates.read",
                        () -> client.find(ESTIMATES, new JsonObject().put(ENDPOINT, endpoint)))
                .map(found -> found.stream().map(MongoEstimates::known).flatMap(Optional::stream))
                .map(Stream::toList);
    }

    private static Optional<Known> known(JsonObject stored) {
        int version = version(stored);
        if (version != Collections.CURRENT_SCHEMA) {
            return leaveOut(stored, "it has version " + version);
        }
        try {
            return Optional.of(
                    new Known(
                            stored.getString(MODEL),
                            stored.getString(TOOL),
                            new Estimate(
                                    stored.getLong(ANSWERS),
                                    stored.getDouble(MEAN),
                                    stored.getDouble(QUICK),
                                    stored.getDouble(SLOW),
                                    stored.getDouble(OUTPUT))));
        } catch (IllegalArgumentException | ClassCastException | NullPointerException broken) {
            return leaveOut(stored, String.valueOf(broken.getMessage()));
        }
    }

    private static int version(JsonObject stored) {
        return stored.getValue(Collections.SCHEMA_VERSION) instanceof Integer number ? number : 0;
    }

    private static Optional<Known> leaveOut(JsonObject stored, String why) {
        LOGGER.atWarn()
                .addKeyValue("id", stored.getString("_id"))
                .addKeyValue("cause", why)
                .log("what was learned of calls cannot be read and is learned again");
        return Optional.empty();
    }

    @Override
    public Future<Void> write(String endpoint, List<Known> learned) {
        List<WriteModel<RawBsonDocument>> upserts =
                learned.stream()
                        .map(
                                one ->
                                        BulkWrites.upsert(
                                                Succession.id(id(endpoint, one)),
                                                new JsonObject()
                                                        .put("$set", stored(endpoint, one))))
                        .toList();
        return observed.write(
                "estimates.write", () -> bulks.write(ESTIMATES, upserts).<Void>mapEmpty());
    }

    /** As JSON, because names hold any character. */
    private static String id(String endpoint, Known one) {
        return new JsonArray().add(endpoint).add(one.model()).add(one.tool()).encode();
    }

    private JsonObject stored(String endpoint, Known one) {
        Estimate estimate = one.estimate();
        return new JsonObject()
                .put(ENDPOINT, endpoint)
                .put(MODEL, one.model())
                .put(TOOL, one.tool())
                .put(ANSWERS, estimate.samples())
                .put(MEAN, estimate.worked())
                .put(QUICK, estimate.quick())
                .put(SLOW, estimate.slow())
                .put(OUTPUT, estimate.outputTokens())
                .put(AT, Dates.date(timers.now()))
                .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
    }
}
