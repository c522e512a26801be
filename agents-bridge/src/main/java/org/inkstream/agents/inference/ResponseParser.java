package org.inkstream.agents.inference;

import io.vertx.core.buffer.Buffer;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;

/**
 * Cuts the bytes of a response body into messages for an {@link AnswerReader}. Once the answer is
 * whole, nothing is applied any more. Not thread-safe.
 */
final class ResponseParser {
    /** The end of an OpenAI stream, which is no JSON. */
    private static final String DONE = "[DONE]";

    /** How messages are written one after another. */
    enum Framing {
        /** One message a line. */
        LINES,
        /** One message an event. */
        EVENTS,
        /** The whole body is one message. */
        WHOLE
    }

    private final Framing framing;
    private final AnswerReader reader;
    private final ServerSentEvents events;
    private final Lines lines;
    private final Buffer whole = Buffer.buffer();

    ResponseParser(Framing framing, Bounds bounds, AnswerReader reader) {
        this.framing = framing;
        this.reader = reader;
        this.events = new ServerSentEvents(bounds.lineBytes(), this::hear);
        this.lines =
                new Lines(
                        bounds.lineBytes(),
                        framing == Framing.EVENTS ? events::line : this::hearLine);
    }

    /**
     * @throws org.inkstream.agents.call.CallFailure if the server says that it failed
     * @throws MalformedMessage if what it says cannot be read
     */
    void feed(Buffer chunk) {
        if (framing == Framing.WHOLE) {
            whole.appendBuffer(chunk);
        } else if (reader.answer().isEmpty()) {
            lines.feed(chunk);
        }
    }

    /**
     * The body has ended, and with it what was left without an end of its own. If that is half a
     * message, the stream was cut, and the answer is missing.
     *
     * @throws org.inkstream.agents.call.CallFailure if the server says that it failed
     * @throws MalformedMessage if the whole body is no message
     */
    void end() {
        if (framing == Framing.WHOLE) {
            hear(whole);
        } else {
            endStream();
        }
        if (reader.answer().isEmpty()) {
            reader.end();
        }
    }

    private void endStream() {
        try {
            lines.end();
            events.end();
        } catch (MalformedMessage cutShort) {
            // Whoever asked is told that the stream ended before the answer did.
            return;
        }
    }

    private void hearLine(Buffer line) {
        if (line.length() > 0) {
            hear(line);
        }
    }

    private void hear(Buffer message) {
        if (reader.answer().isPresent()) {
            return;
        }
        if (framing == Framing.EVENTS && DONE.equals(message.toString().strip())) {
            reader.end();
        } else {
            reader.hear(JsonTree.read(message));
        }
    }
}
