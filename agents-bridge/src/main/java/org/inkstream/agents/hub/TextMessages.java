package org.inkstream.agents.hub;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.function.Consumer;

/**
 * Puts the frames of a socket together to messages, up to a limit beyond which the socket is
 * closed. The library's own aggregation throws there and leaves the socket open.
 */
final class TextMessages {
    private static final short UNSUPPORTED_DATA = 1003;
    private static final short TOO_LARGE = 1009;

    private final ServerWebSocket socket;
    private final int largest;
    private final Consumer<Buffer> messages;
    private Buffer message = Buffer.buffer();
    private boolean refused;

    private TextMessages(ServerWebSocket socket, int largest, Consumer<Buffer> messages) {
        this.socket = socket;
        this.largest = largest;
        this.messages = messages;
    }

    /**
     * @param messages gets each message in UTF-8
     */
    static void listen(ServerWebSocket socket, int largest, Consumer<Buffer> messages) {
        socket.frameHandler(new TextMessages(socket, largest, messages)::take);
    }

    private void take(WebSocketFrame frame) {
        if (refused || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
            return;
        }
        if (frame.isBinary()) {
            refuse(UNSUPPORTED_DATA, "text frames only");
            return;
        }
        Buffer bytes = frame.binaryData();
        if (message.length() + bytes.length() > largest) {
            refuse(TOO_LARGE, "a message is larger than " + largest + " bytes");
            return;
        }
        message.appendBuffer(bytes);
        if (frame.isFinal()) {
            Buffer whole = message;
            message = Buffer.buffer();
            messages.accept(whole);
        }
    }

    private void refuse(short code, String why) {
        refused = true;
        message = Buffer.buffer();
        socket.close(code, why);
    }
}
