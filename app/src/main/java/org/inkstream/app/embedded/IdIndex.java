package org.inkstream.app.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code _id} index: a view of the map that holds the documents, so that there is nothing to
 * keep in step. Unlike the server's own it also serves a query that names more fields than {@code
 * _id}; the server then checks the other fields on the one document found.
 */
final class IdIndex extends AbstractUniqueIndex<Object> {
    static final String NAME = "_id_";

    private static final String ID = "_id";

    private final MVMap<Object, byte[]> documents;

    IdIndex(MVMap<Object, byte[]> documents) {
        super(NAME, List.of(new IndexKey(ID, true)), false);
        this.documents = documents;
    }

    /** The key of a document in its map; numbers that are equal have one key. */
    static Object position(@Nullable Object id) {
        return normalized(new KeyValue(List.of(Missing.ofNullable(id))));
    }

    private static Object normalized(KeyValue id) {
        return Missing.ofNullable(id.normalized().get(0));
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        Object id = query.get(ID);
        if (id instanceof Document condition) {
            return condition.keySet().equals(Set.of("$in"));
        }
        return id != null && !BsonRegularExpression.isRegularExpression(id);
    }

    @Override
    protected @Nullable Object getPosition(KeyValue id) {
        Object position = Missing.ofNullable(id.get(0));
        return documents.containsKey(position) ? position : null;
    }

    @Override
    protected boolean putKeyPosition(KeyValue id, Object position) {
        // The collection has put the document already.
        return true;
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        // The collection has put the document already, under this very key.
    }

    @Override
    protected @Nullable Object removeDocument(KeyValue id) {
        // The collection removes the document next, and with it this entry.
        return getPosition(id);
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        throw new UnsupportedOperationException("regular expressions on _id scan the collection");
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
