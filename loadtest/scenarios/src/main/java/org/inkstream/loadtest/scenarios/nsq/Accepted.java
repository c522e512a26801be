package org.inkstream.loadtest.scenarios.nsq;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The numbers of messages that a consumer has taken upon itself, in a file that outlives it: each
 * is handed to the operating system before its message is finished.
 */
final class Accepted implements AutoCloseable {
    /** Of a line, its end included. */
    static final int LINE = 9;

    private final FileOutputStream file;

    /**
     * @param path appended to
     */
    Accepted(Path path) {
        try {
            file = new FileOutputStream(path.toFile(), true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void add(int number) {
        try {
            file.write(line(number));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Also the body of the message. */
    static byte[] line(int number) {
        return String.format(Locale.ROOT, "%0" + (LINE - 1) + "d%n", number)
                .getBytes(StandardCharsets.US_ASCII);
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
