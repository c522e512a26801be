package org.inkstream.pipeline.store.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import io.vertx.core.Future;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells "there is such a document already" from errors. */
final class DuplicateKeys {
    private DuplicateKeys() {}

    /** Whether a write failed on its {@code _id}, be it a single one or each of a bulk. */
    static boolean isDuplicate(Throwable failure) {
        return failure instanceof MongoWriteException single
                ? single.getError().getCategory() == ErrorCategory.DUPLICATE_KEY
                : failure instanceof MongoBulkWriteException bulk && isDuplicate(bulk);
    }

    /**
     * The indices of an unordered bulk that failed on their {@code _id}; the others are written.
     * Fails with {@code failure} if anything else went wrong: then nobody knows what is durable.
     */
    static Future<Set<Integer>> ofBulk(Throwable failure) {
        if (failure instanceof MongoBulkWriteException bulk && isDuplicate(bulk)) {
            return Future.succeededFuture(
                    bulk.getWriteErrors().stream()
                            .map(BulkWriteError::getIndex)
                            .collect(Collectors.toUnmodifiableSet()));
        }
        return Future.failedFuture(failure);
    }

    private static boolean isDuplicate(MongoBulkWriteException bulk) {
        return bulk.getWriteConcernError() == null
                && bulk.getWriteErrors().stream().allMatch(DuplicateKeys::isDuplicate);
    }

    static boolean isDuplicate(BulkWriteError error) {
        return error.getCategory() == ErrorCategory.DUPLICATE_KEY;
    }
}
