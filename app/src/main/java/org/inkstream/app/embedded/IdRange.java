package org.inkstream.app.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Ids between two bounds, for a query that needs no other documents: without it a page of a
 * collection, or a part of it, would cost reading all of it. The server still checks the query.
 *
 * @param from inclusive, null for the first
 * @param to inclusive, null for the last
 */
record IdRange(@Nullable String from, @Nullable String to) {
    private static final String ID = "_id";
    private static final Set<String> LOWER = Set.of("$gt", "$gte");
    private static final Set<String> UPPER = Set.of("$lt", "$lte");

    /** Present if the query bounds ids that are text, and no order but theirs is asked for. */
    static Optional<IdRange> of(Document query, @Nullable Document orderBy) {
        boolean ordered = orderBy != null && !orderBy.isEmpty();
        if ((ordered && !new Document(ID, 1).equals(orderBy))
                || !(query.get(ID) instanceof Document bounds)) {
            return Optional.empty();
        }
        String from = null;
        String to = null;
        for (Map.Entry<String, Object> bound : bounds.entrySet()) {
            if (!(bound.getValue() instanceof String id)) {
                return Optional.empty();
            }
            if (LOWER.contains(bound.getKey())) {
                from = id;
            } else if (UPPER.contains(bound.getKey())) {
                to = id;
            } else {
                return Optional.empty();
            }
        }
        return bounds.isEmpty() ? Optional.empty() : Optional.of(new IdRange(from, to));
    }

    // The map takes null for a bound that is none.
    @SuppressWarnings("NullAway")
    Cursor<Object, byte[]> in(MVMap<Object, byte[]> documents) {
        return documents.cursor(from, to, false);
    }
}
