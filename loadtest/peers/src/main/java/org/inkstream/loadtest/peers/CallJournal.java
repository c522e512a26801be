package org.inkstream.loadtest.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file to which an agent appends what happens to each call, at once, so that it is known after
 * the agent was killed. Owned by one event loop.
 */
final class CallJournal implements AutoCloseable {
    private final FileChannel file;
    private final Set<String> workedFor = new HashSet<>();
    private long arrivals;

    /** Reads what an earlier life of the agent left. */
    CallJournal(Path path) {
        try {
            if (Files.exists(path)) {
                wholeLines(path).stream().map(CallRecord::of).forEach(this::remember);
            }
            file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + path, failure);
        }
    }

    private static List<String> wholeLines(Path path) throws IOException {
        String text = Files.readString(path);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    CallRecord arrived(String caller, String documentId, String tool, String key) {
        CallRecord arrival =
                new CallRecord(
                        System.currentTimeMillis(),
                        CallRecord.What.ARRIVED,
                        arrivals + 1,
                        caller,
                        documentId,
                        tool,
                        key);
        write(arrival);
        return arrival;
    }

    void ended(CallRecord arrival, CallRecord.What how) {
        write(arrival.then(System.currentTimeMillis(), how));
    }

    /** Whether the work for this key was ever done. */
    boolean hasWorkedFor(String key) {
        return workedFor.contains(key);
    }

    private void write(CallRecord record) {
        remember(record);
        try {
            file.write(ByteBuffer.wrap(record.line().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write down a call", failure);
        }
    }

    private void remember(CallRecord record) {
        arrivals = Math.max(arrivals, record.number());
        if (record.what() == CallRecord.What.WORKED) {
            workedFor.add(record.key());
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
