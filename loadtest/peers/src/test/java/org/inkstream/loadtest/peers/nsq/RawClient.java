package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Speaks to an nsqd over a plain socket, so that nothing stands between it and the test. */
final class RawClient implements AutoCloseable {
    private static final String HEARTBEAT = "_heartbeat_";
    private static final int HEADER = 8;

    private final Socket socket;
    private final byte[] chunk = new byte[65_536];
    private Buffer came = Buffer.buffer();
    private boolean answersHeartbeats = true;
    private boolean ended;

    RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        write("  V2".getBytes(StandardCharsets.US_ASCII));
    }

    RawClient ignoringHeartbeats() {
        answersHeartbeats = false;
        return this;
    }

    void send(String line) {
        write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    void send(String line, Buffer body) {
        write(Buffer.buffer(line + "\n").appendInt(body.length()).appendBuffer(body).getBytes());
    }

    void identify(JsonObject wishes) {
        send("IDENTIFY", wishes.copy().put("feature_negotiation", true).toBuffer());
    }

    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException gone) {
            // Whoever reads next sees it.
        }
    }

    /** The next frame that comes in this time, heartbeats left out if they are answered. */
    Optional<Said> poll(int millis) {
        Optional<Said> frame = frame();
        while (frame.isEmpty() && !ended && read(millis)) {
            frame = frame();
        }
        if (frame.isPresent() && answersHeartbeats && frame.get().text().equals(HEARTBEAT)) {
            send("NOP");
            return poll(millis);
        }
        return frame;
    }

    /** Whether the server has closed the connection. */
    boolean hasEnded() {
        return ended;
    }

    private boolean read(int millis) {
        try {
            socket.setSoTimeout(millis);
            int count = socket.getInputStream().read(chunk);
            if (count < 0) {
                ended = true;
                return false;
            }
            came.appendBytes(chunk, 0, count);
            return true;
        } catch (SocketTimeoutException nothing) {
            return false;
        } catch (SocketException reset) {
            ended = true;
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Optional<Said> frame() {
        if (came.length() < HEADER || came.length() < came.getInt(0) + Integer.BYTES) {
            return Optional.empty();
        }
        int end = came.getInt(0) + Integer.BYTES;
        Said frame = new Said(came.getInt(Integer.BYTES), came.getBuffer(HEADER, end));
        came = came.getBuffer(end, came.length());
        return Optional.of(frame);
    }

    /** Bytes that have come and make no frame. */
    int leftOver() {
        return came.length();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
