package org.inkstream.app.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * One collection as a map from {@code _id} to BSON. The server changes the documents that it reads
 * in place; because the map holds bytes, each read is a copy, and a commit on another thread never
 * meets a document that is being changed.
 */
final class FileCollection extends AbstractSynchronizedMongoCollection<Object> {
    private static final int USUAL_BYTES = 1024;

    private final MVMap<Object, byte[]> documents;

    FileCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, byte[]> documents,
            CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.documents = documents;
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        String idField = getIdField();
        Object position =
                idField == null ? UUID.randomUUID() : IdIndex.position(document.get(idField));
        documents.put(position, encode(document));
        return position;
    }

    @Override
    protected void handleUpdate(Object position, Document oldDocument, Document newDocument) {
        documents.put(position, encode(newDocument));
    }

    @Override
    protected void removeDocument(Object position) {
        if (documents.remove(position) == null) {
            throw new NoSuchElementException("no document at " + position);
        }
    }

    @Override
    protected Document getDocument(Object position) {
        byte[] bytes = documents.get(position);
        if (bytes == null) {
            throw new NoSuchElementException("no document at " + position);
        }
        return decode(bytes);
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .map(one -> new DocumentWithPosition<>(decode(one.getValue()), one.getKey()));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            Document fieldSelector) {
        Optional<IdRange> range = IdRange.of(query, orderBy);
        return matchDocumentsFromStream(
                range.map(this::within)
                        .orElseGet(() -> documents.values().stream().map(FileCollection::decode)),
                query,
                // In order already; sorting would hold the rest of the collection in memory.
                range.isPresent() ? new Document() : orderBy,
                numberToSkip,
                limit,
                batchSize,
                fieldSelector);
    }

    private Stream<Document> within(IdRange range) {
        Cursor<Object, byte[]> cursor = range.in(documents);
        Iterator<Document> rest =
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return cursor.hasNext();
                    }

                    @Override
                    public Document next() {
                        cursor.next();
                        return decode(cursor.getValue());
                    }
                };
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(rest, Spliterator.ORDERED), false);
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    protected boolean tracksDataSize() {
        // It would cost a second map and another page per commit, for a number nobody reads.
        return false;
    }

    @Override
    protected int getDataSize() {
        return 0;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("the data size is not tracked");
    }

    private static byte[] encode(Document document) {
        ByteBuf bytes = Unpooled.buffer(USUAL_BYTES);
        BsonEncoder.encodeDocument(document, bytes);
        return ByteBufUtil.getBytes(bytes);
    }

    private static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }
}
