package org.inkstream.app.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * One database: each collection is exactly one map of the file, so that a commit never separates a
 * document from its index. That is why {@code _id} is the only unique index there is.
 */
final class FileDatabase extends AbstractSynchronizedMongoDatabase<Object> {
    private static final int CANNOT_CREATE_INDEX = 67;

    private final MVStore file;

    FileDatabase(String databaseName, MVStore file, CursorRegistry cursors) {
        super(databaseName, cursors);
        this.file = file;
        initializeNamespacesAndIndexes();
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(
            String collectionName, CollectionOptions options) {
        MVMap<Object, byte[]> documents = documents(collectionName);
        FileCollection collection =
                new FileCollection(this, collectionName, options, documents, cursorRegistry);
        if (!collectionName.startsWith("system.")) {
            // Opened with the collection itself: a halt between creating the two must not leave a
            // collection that accepts an _id twice.
            collection.addIndex(new IdIndex(documents));
        }
        return collection;
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        if (!indexName.equals(IdIndex.NAME)) {
            throw new MongoServerError(
                    CANNOT_CREATE_INDEX,
                    "CannotCreateIndex",
                    "the embedded store has no unique index but _id; use a deterministic _id");
        }
        return new IdIndex(documents(collectionName));
    }

    private MVMap<Object, byte[]> documents(String collectionName) {
        return file.openMap(
                getFullCollectionNamespace(collectionName),
                new MVMap.Builder<Object, byte[]>().valueType(ByteArrayDataType.INSTANCE));
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        super.dropCollection(collectionName, oplog);
        file.removeMap(getFullCollectionNamespace(collectionName));
    }

    @Override
    public void moveCollection(
            MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
        throw new MongoServerError(20, "IllegalOperation", "the embedded store cannot rename");
    }

    @Override
    protected long getStorageSize() {
        return file.getFileStore().size();
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }
}
