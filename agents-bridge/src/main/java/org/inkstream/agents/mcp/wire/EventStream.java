package org.inkstream.agents.mcp.wire;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Cuts a {@code text/event-stream} into the data of its events, however the bytes arrive. Comments
 * and all fields but {@code data} are skipped. Not thread-safe.
 */
public final class EventStream {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final Consumer<Buffer> events;
    private Buffer line = Buffer.buffer();
    private Buffer data = Buffer.buffer();
    private boolean afterReturn;

    /**
     * @param events called with the data of each event
     */
    public EventStream(Consumer<Buffer> events) {
        this.events = events;
    }

    public void feed(Buffer chunk) {
        int start = 0;
        for (int i = 0; i < chunk.length(); i++) {
            byte b = chunk.getByte(i);
            if (b == '\n' && afterReturn) {
                // The second half of CR LF, which ended its line already.
                start = i + 1;
            } else if (b == '\n' || b == '\r') {
                line.appendBuffer(chunk, start, i - start);
                start = i + 1;
                endLine();
            }
            afterReturn = b == '\r';
        }
        line.appendBuffer(chunk, start, chunk.length() - start);
    }

    private void endLine() {
        Buffer ended = line;
        line = Buffer.buffer();
        if (ended.length() == 0) {
            endEvent();
        } else if (isData(ended)) {
            int from = ended.length() > DATA.length && ended.getByte(DATA.length) == ' ' ? 6 : 5;
            if (data.length() > 0) {
                data.appendByte((byte) '\n');
            }
            data.appendBuffer(ended, from, ended.length() - from);
        }
    }

    private void endEvent() {
        if (data.length() > 0) {
            Buffer event = data;
            data = Buffer.buffer();
            events.accept(event);
        }
    }

    private static boolean isData(Buffer line) {
        if (line.length() < DATA.length) {
            return false;
        }
        for (int i = 0; i < DATA.length; i++) {
            if (line.getByte(i) != DATA[i]) {
                return false;
            }
        }
        return true;
    }
}
