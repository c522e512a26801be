package org.inkstream.loadtest.scenarios.nsq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * No client at all: one thread that reads sockets, counts frames and writes a FIN for each, those
 * of one read together. It parses nothing but sizes and ids, holds no message and handles no fault,
 * so that what it gets is what nsqd gives to anybody on this machine.
 */
final class BareReader implements Racer {
    private static final int BUFFER = 256 * 1024;
    private static final int HEADER = 8;
    private static final int ID_AT = 10;
    private static final int ID = 16;
    private static final int MESSAGE = 2;
    private static final byte[] FIN = "FIN ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOP = "NOP\n".getBytes(StandardCharsets.US_ASCII);

    /** The same buffering that our client asks for. */
    private static final String IDENTITY =
            "{\"client_id\":\"bare\",\"hostname\":\"bare\",\"feature_negotiation\":true,"
                    + "\"output_buffer_size\":16384,\"output_buffer_timeout\":25}";

    @Override
    public void publish(Heat heat, Tally tally) {
        throw new IllegalStateException("it only reads");
    }

    @Override
    public void publishBatches(Heat heat, Tally tally) {
        throw new IllegalStateException("it only reads");
    }

    @Override
    public void consume(Heat heat, Tally tally) {
        Thread reader = new Thread(() -> read(heat, tally), "bare-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(Heat heat, Tally tally) {
        try (Selector selector = Selector.open()) {
            int share = Math.max(1, heat.window() / heat.ports().size());
            for (int port : heat.ports()) {
                SocketChannel socket =
                        SocketChannel.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                write(socket, greeting(heat.topic(), share));
                socket.configureBlocking(false);
                socket.register(selector, SelectionKey.OP_READ, new Line(socket));
            }
            while (true) {
                selector.select(
                        key -> {
                            try {
                                ((Line) key.attachment()).turn(tally);
                            } catch (IOException broken) {
                                throw new UncheckedIOException(broken);
                            }
                        });
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ByteBuffer greeting(String topic, int share) {
        byte[] identity = IDENTITY.getBytes(StandardCharsets.US_ASCII);
        byte[] begin = "  V2IDENTIFY\n".getBytes(StandardCharsets.US_ASCII);
        byte[] end =
                "SUB %s %s\nRDY %d\n"
                        .formatted(topic, Heat.CHANNEL, share)
                        .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(begin.length + Integer.BYTES + identity.length + end.length)
                .put(begin)
                .putInt(identity.length)
                .put(identity)
                .put(end)
                .flip();
    }

    private static void write(SocketChannel socket, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            // What it writes is small and read at once; to wait for room is not worth a state.
            socket.write(bytes);
        }
    }

    /** One connection with what was read of it and is to be written. */
    private static final class Line {
        private final SocketChannel socket;
        private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
        private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
        private final byte[] id = new byte[ID];

        Line(SocketChannel socket) {
            this.socket = socket;
        }

        void turn(Tally tally) throws IOException {
            if (socket.read(in) < 0) {
                throw new IOException("nsqd closed the connection");
            }
            in.flip();
            int messages = 0;
            while (in.remaining() >= HEADER
                    && in.remaining() >= Integer.BYTES + in.getInt(in.position())) {
                int at = in.position();
                if (in.getInt(at + Integer.BYTES) == MESSAGE) {
                    in.get(at + HEADER + ID_AT, id);
                    out.put(FIN).put(id).put((byte) '\n');
                    messages++;
                } else if (isHeartbeat(at)) {
                    out.put(NOP);
                }
                in.position(at + Integer.BYTES + in.getInt(at));
            }
            in.compact();
            out.flip();
            write(socket, out);
            out.clear();
            for (int i = 0; i < messages; i++) {
                tally.count();
            }
        }

        private boolean isHeartbeat(int at) {
            return in.getInt(at) > Integer.BYTES && in.get(at + HEADER) == '_';
        }
    }
}
