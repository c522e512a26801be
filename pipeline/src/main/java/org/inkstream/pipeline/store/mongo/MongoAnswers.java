package org.inkstream.pipeline.store.mongo;

import static org.inkstream.pipeline.store.mongo.Collections.ANSWERS;

import com.mongodb.client.model.WriteModel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Kept answers in MongoDB, read by id only. One write is in the air at a time, and what comes
 * meanwhile goes together with the next. Not thread-safe: one per event loop.
 */
final class MongoAnswers implements KeptAnswers {
    /** Answers are some kilobytes each. */
    private static final int MAX_BULK = 100;

    private static final String ANSWER = "answer";
    static final String EXPIRES = "expiresAt";

    private final MongoClient client;
    private final BulkWrites bulks;
    private final Observed observed;
    private final Timers timers;
    private final Duration longest;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean writing;

    private record Waiting(WriteModel<RawBsonDocument> write, Promise<Void> kept) {}

    /**
     * @param longest how long an answer is kept
     */
    MongoAnswers(
            MongoClient client,
            BulkWrites bulks,
            Observed observed,
            Timers timers,
            Duration longest) {
        this.client = client;
        this.bulks = bulks;
        this.observed = observed;
        this.timers = timers;
        this.longest = longest;
    }

    @Override
    public Future<Optional<JsonObject>> find(String id) {
        return observed.read("answers.find", () -> client.findOne(ANSWERS, Succession.id(id), null))
                .map(MongoAnswers::answer);
    }

    private static Optional<JsonObject> answer(@Nullable JsonObject stored) {
        return stored == null
                ? Optional.empty()
                : Optional.of(new JsonObject(stored.getString(ANSWER)));
    }

    @Override
    public Future<Void> keep(String id, String documentId, JsonObject answer) {
        JsonObject members =
                new JsonObject()
                        // As text: a result may hold any key, and the store forbids some.
                        .put(ANSWER, answer.encode())
                        .put("documentId", documentId)
                        .put(EXPIRES, Dates.date(timers.now().plus(longest)))
                        .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
        Waiting one =
                new Waiting(
                        BulkWrites.upsert(Succession.id(id), new JsonObject().put("$set", members)),
                        Promise.promise());
        waiting.add(one);
        writeNext();
        return one.kept.future();
    }

    private void writeNext() {
        if (writing || waiting.isEmpty()) {
            return;
        }
        writing = true;
        List<Waiting> together = new ArrayList<>();
        while (together.size() < MAX_BULK && !waiting.isEmpty()) {
            together.add(waiting.remove());
        }
        observed.write("answers.keep", () -> bulks.write(ANSWERS, writes(together)))
                .onComplete(
                        written -> {
                            writing = false;
                            writeNext();
                            together.forEach(
                                    one -> {
                                        if (written.succeeded()) {
                                            one.kept.complete();
                                        } else {
                                            one.kept.fail(written.cause());
                                        }
                                    });
                        });
    }

    private static List<WriteModel<RawBsonDocument>> writes(List<Waiting> together) {
        return together.stream().<WriteModel<RawBsonDocument>>map(Waiting::write).toList();
    }
}
