package org.inkstream.app.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/** The databases of one MVStore file. */
final class FileBackend extends AbstractMongoBackend {
    private final MVStore file;

    FileBackend(MVStore file) {
        this.file = file;
        databaseNames().forEach(this::resolveDatabase);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new FileDatabase(databaseName, file, getCursorRegistry());
    }

    @Override
    public Document handleCommand(
            Channel channel, String databaseName, String command, Document query) {
        return undisturbed(() -> super.handleCommand(channel, databaseName, command, query));
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        return undisturbed(() -> super.handleMessage(message));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return undisturbed(() -> super.handleQuery(query));
    }

    /**
     * A command that reads for longer than the file keeps what it no longer needs would miss pages
     * that were moved meanwhile. What is there at its begin is kept until it has ended.
     */
    private <T> T undisturbed(Supplier<T> command) {
        MVStore.TxCounter kept = file.registerVersionUsage();
        try {
            return command.get();
        } finally {
            file.deregisterVersionUsage(kept);
        }
    }

    private Set<String> databaseNames() {
        Set<String> names = new TreeSet<>();
        for (String map : file.getMapNames()) {
            names.add(map.substring(0, map.indexOf('.')));
        }
        return names;
    }
}
