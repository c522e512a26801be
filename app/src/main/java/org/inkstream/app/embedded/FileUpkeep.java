package org.inkstream.app.embedded;

import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an MVStore file that commits often from growing. Commits append; space that no version
 * needs is used again after a while. What is left in chunks that are mostly dead is moved here, a
 * little at a time.
 */
final class FileUpkeep {
    private static final Logger LOGGER = LoggerFactory.getLogger(FileUpkeep.class);

    /**
     * Space is used again so long after it was freed. Longer than the pause between two flushes to
     * the disk, so that a power cut finds one version that is whole.
     */
    static final int REUSE_AFTER_MILLIS = 5_000;

    /** Chunks are rewritten, and the file compacted, when less than this share of it is in use. */
    static final int FILL_PERCENT = 50;

    private static final int STEP_BYTES = 1 << 20;
    private static final long SMALL_FILE_BYTES = 16L << 20;
    private static final int IDLE_COMPACTION_MILLIS = 100;

    private final MVStore file;

    FileUpkeep(MVStore file) {
        this.file = file;
    }

    /**
     * @param idle nobody is waiting, so that a longer step hurts nobody
     */
    void tidy(boolean idle) {
        try {
            file.sync();
            if (idle && isWasteful()) {
                file.compactFile(IDLE_COMPACTION_MILLIS);
                // Compaction sets it to zero.
                file.setRetentionTime(REUSE_AFTER_MILLIS);
            } else {
                file.compact(FILL_PERCENT, STEP_BYTES);
            }
        } catch (RuntimeException failure) {
            // A file that cannot be written shows at the next commit, which nobody can overlook.
            LOGGER.atWarn().setCause(failure).log("the file of the embedded store was not tidied");
        }
    }

    private boolean isWasteful() {
        return file.getFileStore().size() > SMALL_FILE_BYTES && file.getFillRate() < FILL_PERCENT;
    }
}
