package org.inkstream.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A store in this JVM that speaks the MongoDB wire protocol on loopback and keeps its data in one
 * file. A write is acknowledged after a commit of the file, which all waiting writes share, so that
 * it survives the death of the process. It is flushed to the disk about once a second: a power cut
 * may lose the last second, never more, and leaves a file that opens.
 *
 * <p>What the server lacks: indexes other than {@code _id} are accepted and ignored, so every other
 * query reads the whole collection; TTL indexes delete nothing; there are no transactions, no
 * update pipelines and no unique index but {@code _id}. Memory: the page cache is bounded, and
 * uncommitted pages live for one commit.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final String FILE = "store.mv";
    private static final int CACHE_MIB = 32;
    private static final int COMPACTION_AT_CLOSE_MILLIS = 500;

    private final MVStore file;
    private final FileBackend backend;
    private final GroupCommit commits;
    private final FileUpkeep upkeep;
    private final WireServer server;
    private final int port;

    private EmbeddedStore(
            MVStore file, FileBackend backend, GroupCommit commits, WireServer server, int port) {
        this.file = file;
        this.upkeep = new FileUpkeep(file);
        this.backend = backend;
        this.commits = commits;
        this.server = server;
        this.port = port;
    }

    /**
     * Opens or creates the store. Blocks for about half a second.
     *
     * @param folder is created where it is missing
     * @param port on loopback, 0 for any free port
     * @throws IllegalStateException if another process uses the folder or the port is taken
     */
    public static EmbeddedStore open(Path folder, int port) {
        MVStore file = openFile(folder);
        FileBackend backend = new FileBackend(file);
        GroupCommit commits = new GroupCommit(file);
        WireServer server = new WireServer(backend, commits);
        try {
            int bound = server.listen(port);
            EmbeddedStore store = new EmbeddedStore(file, backend, commits, server, bound);
            store.start();
            return store;
        } catch (IllegalStateException failure) {
            server.close();
            file.closeImmediately();
            throw failure;
        }
    }

    private void start() {
        commits.start();
        upkeep.start();
    }

    private static MVStore openFile(Path folder) {
        Path path = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            MVStore file =
                    new MVStore.Builder()
                            .fileName(path.toString())
                            .autoCommitDisabled()
                            .autoCompactFillRate(FileUpkeep.FILL_PERCENT)
                            .cacheSize(CACHE_MIB)
                            .open();
            file.setRetentionTime(FileUpkeep.REUSE_AFTER_MILLIS);
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create the folder " + folder, failure);
        } catch (MVStoreException failure) {
            throw new IllegalStateException(reason(path, failure), failure);
        }
    }

    private static String reason(Path path, MVStoreException failure) {
        if (failure.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
            return path
                    + " is in use by another process; stop that one, or choose another"
                    + " instance.stateFolder";
        }
        return "cannot open " + path + "; move it away to start with an empty store";
    }

    /** The connection string, such as {@code mongodb://127.0.0.1:27017}. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** What was asked of it since it was opened. */
    public Activity activity() {
        return new Activity(commits.writes(), commits.commits(), file.getFileStore().size());
    }

    /** Stops serving, commits what is left, compacts the file for a moment and closes it. */
    @Override
    public void close() {
        server.close();
        commits.close();
        upkeep.close();
        backend.close();
        dropOldVersions();
        file.close(COMPACTION_AT_CLOSE_MILLIS);
    }

    /**
     * The last command that needed a version drops it, unless the file was locked just then. Nobody
     * has it any more, and the file does not close with a version that is older than its own.
     */
    private void dropOldVersions() {
        file.deregisterVersionUsage(file.registerVersionUsage());
    }

    /**
     * @param writes commands that waited for a commit
     * @param commits of the file; fewer than writes where they were shared
     * @param fileBytes size of the file
     */
    public record Activity(long writes, long commits, long fileBytes) {}
}
