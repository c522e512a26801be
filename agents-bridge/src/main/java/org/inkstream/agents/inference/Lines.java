package org.inkstream.agents.inference;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.inkstream.agents.mcp.wire.MalformedMessage;

/**
 * Cuts bytes into lines that end with LF, CR or CR LF, however the bytes arrive. Not thread-safe.
 */
final class Lines {
    private final int longest;
    private final Consumer<Buffer> lines;
    private Buffer line = Buffer.buffer();
    private boolean afterReturn;

    /**
     * @param longest bytes of a line
     * @param lines called with each line, without its end
     */
    Lines(int longest, Consumer<Buffer> lines) {
        this.longest = longest;
        this.lines = lines;
    }

    /**
     * @throws MalformedMessage if a line is too long
     */
    void feed(Buffer chunk) {
        int start = 0;
        for (int i = 0; i < chunk.length(); i++) {
            byte b = chunk.getByte(i);
            if (b == '\n' && afterReturn) {
                // The second half of CR LF, which ended its line already.
                start = i + 1;
            } else if (b == '\n' || b == '\r') {
                append(chunk, start, i);
                start = i + 1;
                endLine();
            }
            afterReturn = b == '\r';
        }
        append(chunk, start, chunk.length());
    }

    /** Nothing more comes: what is left is a line too. */
    void end() {
        if (line.length() > 0) {
            endLine();
        }
    }

    private void append(Buffer chunk, int from, int to) {
        if (line.length() + (to - from) > longest) {
            throw new MalformedMessage("a line is longer than " + longest + " bytes");
        }
        line.appendBuffer(chunk, from, to - from);
    }

    private void endLine() {
        Buffer ended = line;
        line = Buffer.buffer();
        lines.accept(ended);
    }
}
