package org.inkstream.agents.mcp.wire;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines, however they arrive. A line that is longer than the limit is skipped to
 * its end, so that it costs neither memory nor the lines behind it. Not thread-safe.
 */
public final class LineFrames {
    private final int longest;
    private final Consumer<Buffer> lines;
    private final Runnable tooLong;
    private Buffer line = Buffer.buffer();
    private boolean skipping;

    /**
     * @param longest line in bytes, without its end
     * @param lines called with each line that holds anything, without its end
     * @param tooLong called once for each line that is skipped
     */
    public LineFrames(int longest, Consumer<Buffer> lines, Runnable tooLong) {
        this.longest = longest;
        this.lines = lines;
        this.tooLong = tooLong;
    }

    /**
     * @param bytes may be changed afterwards
     */
    public void feed(byte[] bytes, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, start, i);
                start = i + 1;
                end();
            }
        }
        keep(bytes, start, length);
    }

    private void keep(byte[] bytes, int from, int to) {
        if (skipping) {
            return;
        }
        if (line.length() + (to - from) > longest) {
            skipping = true;
            line = Buffer.buffer();
            tooLong.run();
        } else {
            line.appendBytes(bytes, from, to - from);
        }
    }

    private void end() {
        Buffer ended = line;
        line = Buffer.buffer();
        boolean skipped = skipping;
        skipping = false;
        int length = ended.length();
        if (length > 0 && ended.getByte(length - 1) == '\r') {
            ended = ended.getBuffer(0, length - 1);
        }
        if (!skipped && ended.length() > 0) {
            lines.accept(ended);
        }
    }
}
