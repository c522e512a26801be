package org.inkstream.app.enrich;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second process out of a folder of results; ends with the process, however it ends. */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws IllegalStateException if another process holds it; the message says which
     */
    static FolderLock take(Path file, Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IllegalStateException(
                    "%s is in use by another inkstream (process %s); wait for it or choose another folder"
                            .formatted(folder, holder(file)));
        }
        channel.truncate(0);
        String process = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)));
        return new FolderLock(channel);
    }

    @Override
    public void close() throws IOException {
        // The file stays: deleting it would let two processes lock two files of one name.
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(Path file) throws IOException {
        String process = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return process.isEmpty() ? "unknown" : process;
    }
}
