package org.inkstream.app.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import java.util.Set;
import java.util.TreeSet;
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

    private Set<String> databaseNames() {
        Set<String> names = new TreeSet<>();
        for (String map : file.getMapNames()) {
            names.add(map.substring(0, map.indexOf('.')));
        }
        return names;
    }
}
