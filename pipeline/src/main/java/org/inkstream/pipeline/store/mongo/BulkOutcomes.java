package org.inkstream.pipeline.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.BulkWriteUpsert;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of each write of an unordered bulk. */
final class BulkOutcomes {
    private final AsyncResult<BulkWriteResult> answer;
    private final boolean known;
    private final Map<Integer, BulkWriteError> refused = new HashMap<>();
    private final Set<Integer> inserted = new HashSet<>();

    /** What became of one write. */
    enum Outcome {
        /** There was no such document. */
        INSERTED,
        /** There was one that fits. */
        FOUND,
        /** There was another one with its {@code _id}; nothing was written. */
        DUPLICATE
    }

    private BulkOutcomes(AsyncResult<BulkWriteResult> answer) {
        this.answer = answer;
        if (answer.succeeded()) {
            known = true;
            inserted(answer.result());
        } else if (answer.cause() instanceof MongoBulkWriteException partly
                && partly.getWriteConcernError() == null) {
            known = true;
            inserted(partly.getWriteResult());
            partly.getWriteErrors().forEach(error -> refused.put(error.getIndex(), error));
        } else {
            known = false;
        }
    }

    static BulkOutcomes of(AsyncResult<BulkWriteResult> answer) {
        return new BulkOutcomes(answer);
    }

    private void inserted(BulkWriteResult result) {
        result.getUpserts().stream().map(BulkWriteUpsert::getIndex).forEach(inserted::add);
    }

    /**
     * Of the writes from one index to before another; fails if one of them was refused for another
     * reason than its {@code _id}, or if nobody knows what is durable.
     */
    Future<List<Outcome>> between(int from, int to) {
        if (!known) {
            return Future.failedFuture(answer.cause());
        }
        List<Outcome> outcomes = new ArrayList<>(to - from);
        for (int index = from; index < to; index++) {
            BulkWriteError error = refused.get(index);
            if (error != null && !DuplicateKeys.isDuplicate(error)) {
                return Future.failedFuture(answer.cause());
            }
            outcomes.add(error == null ? written(index) : Outcome.DUPLICATE);
        }
        return Future.succeededFuture(outcomes);
    }

    private Outcome written(int index) {
        return inserted.contains(index) ? Outcome.INSERTED : Outcome.FOUND;
    }
}
