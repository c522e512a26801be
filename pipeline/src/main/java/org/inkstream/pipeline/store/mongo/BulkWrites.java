package org.inkstream.pipeline.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.connection.TransportSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import org.bson.RawBsonDocument;
import org.inkstream.config.StoreSettings;

/**
 * What is written for every letter, straight through the driver: the Vert.x client would turn each
 * tree into text and the text into another tree before the driver walks that one. Futures complete
 * on the caller's context.
 */
final class BulkWrites {
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final Vertx vertx;
    private final MongoClient driver;
    private final MongoDatabase database;

    private BulkWrites(Vertx vertx, MongoClient driver, MongoDatabase database) {
        this.vertx = vertx;
        this.driver = driver;
        this.database = database;
    }

    /** Connects with the first write. */
    static BulkWrites open(Vertx vertx, StoreSettings settings) {
        MongoClient driver =
                MongoClients.create(
                        MongoClientSettings.builder()
                                .applyConnectionString(new ConnectionString(settings.uri()))
                                .applyToConnectionPoolSettings(
                                        pool -> pool.maxSize(settings.poolSize()))
                                // By default it starts threads of its own for its sockets.
                                .transportSettings(
                                        TransportSettings.nettyBuilder()
                                                .eventLoopGroup(
                                                        ((VertxInternal) vertx)
                                                                .nettyEventLoopGroup())
                                                .build())
                                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                                .build());
        return new BulkWrites(vertx, driver, driver.getDatabase(settings.database()));
    }

    static WriteModel<RawBsonDocument> upsert(JsonObject filter, JsonObject update) {
        return new UpdateOneModel<>(BsonBytes.of(filter), BsonBytes.of(update), UPSERT);
    }

    static WriteModel<RawBsonDocument> insert(RawBsonDocument document) {
        return new InsertOneModel<>(document);
    }

    /**
     * Makes a write on a thread that may be kept: a whole letter takes an event loop too long to
     * encode.
     *
     * @param write reads what must not change meanwhile
     */
    Future<WriteModel<RawBsonDocument>> encoded(Callable<WriteModel<RawBsonDocument>> write) {
        return vertx.executeBlocking(write, false);
    }

    /**
     * One unordered bulk.
     *
     * @param writes at least one
     */
    Future<BulkWriteResult> write(String collection, List<WriteModel<RawBsonDocument>> writes) {
        return OneAnswer.of(
                database.getCollection(collection, RawBsonDocument.class)
                        .bulkWrite(writes, UNORDERED));
    }

    void close() {
        driver.close();
    }
}
