package org.inkstream.app.embedded;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes an MVStore file to the disk, and keeps one that commits often from growing. Commits
 * append; space that no version needs is used again after a while. What still lives in chunks that
 * are mostly dead is moved here, a little at a time, on a thread of its own.
 */
final class FileUpkeep implements AutoCloseable {
    /**
     * Space is used again so long after it was freed. Longer than the pause between two flushes, so
     * that a power cut finds one version that is whole.
     */
    static final int REUSE_AFTER_MILLIS = 2_000;

    /** The file is compacted when less than this share of it is in use. */
    static final int FILL_PERCENT = 50;

    private static final Logger LOGGER = LoggerFactory.getLogger(FileUpkeep.class);

    private static final long PAUSE_MILLIS = 500;
    private static final int STEP_BYTES = 1 << 20;
    private static final long SMALL_FILE_BYTES = 16L << 20;
    private static final int IDLE_COMPACTION_MILLIS = 100;

    private final MVStore file;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "store-upkeep"));
    private long lastVersion;

    FileUpkeep(MVStore file) {
        this.file = file;
    }

    void start() {
        var unused =
                thread.scheduleWithFixedDelay(
                        this::tidy, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tidy() {
        try {
            boolean idle = lastVersion == file.getCurrentVersion();
            if (!idle) {
                file.sync();
                file.compact(FILL_PERCENT, STEP_BYTES);
            } else if (isWasteful()) {
                file.compactFile(IDLE_COMPACTION_MILLIS);
                // Compaction sets it to zero.
                file.setRetentionTime(REUSE_AFTER_MILLIS);
            }
            lastVersion = file.getCurrentVersion();
        } catch (RuntimeException failure) {
            // A file that cannot be written shows at the next commit, which nobody can overlook.
            LOGGER.atWarn().setCause(failure).log("the file of the embedded store was not tidied");
        }
    }

    private boolean isWasteful() {
        return file.getFileStore().size() > SMALL_FILE_BYTES && file.getFillRate() < FILL_PERCENT;
    }

    /** Waits for the step that runs, and runs none after it. */
    @Override
    public void close() {
        // Not interrupted: that would close the file in the middle of a write.
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                LOGGER.atWarn().log("the file of the embedded store is still being tidied");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
