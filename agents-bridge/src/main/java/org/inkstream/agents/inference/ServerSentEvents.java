package org.inkstream.agents.inference;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.inkstream.agents.mcp.wire.MalformedMessage;

/**
 * Takes the data of events from the lines of a {@code text/event-stream}. Comments and all fields
 * but {@code data} are skipped: what kind of event it is says the data themselves. Not thread-safe.
 */
final class ServerSentEvents {
    private static final byte[] FIELD = {'d', 'a', 't', 'a', ':'};

    private final int longest;
    private final Consumer<Buffer> events;
    private Buffer data = Buffer.buffer();

    /**
     * @param longest bytes of the data of an event
     * @param events called with the data of each event
     */
    ServerSentEvents(int longest, Consumer<Buffer> events) {
        this.longest = longest;
        this.events = events;
    }

    /**
     * @throws MalformedMessage if an event is too long
     */
    void line(Buffer line) {
        if (line.length() == 0) {
            end();
        } else if (isData(line)) {
            append(line);
        }
    }

    /** Ends an event, also one that the stream leaves without the empty line after it. */
    void end() {
        if (data.length() > 0) {
            Buffer event = data;
            data = Buffer.buffer();
            events.accept(event);
        }
    }

    private void append(Buffer line) {
        int after = FIELD.length;
        int from = line.length() > after && line.getByte(after) == ' ' ? after + 1 : after;
        if (data.length() + line.length() > longest) {
            throw new MalformedMessage("an event is longer than " + longest + " bytes");
        }
        if (data.length() > 0) {
            data.appendByte((byte) '\n');
        }
        data.appendBuffer(line, from, line.length() - from);
    }

    private static boolean isData(Buffer line) {
        if (line.length() < FIELD.length) {
            return false;
        }
        for (int i = 0; i < FIELD.length; i++) {
            if (line.getByte(i) != FIELD[i]) {
                return false;
            }
        }
        return true;
    }
}
