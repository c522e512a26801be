package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Stands between a client and an nsqd and sees how long each message was in the client: from its
 * frame to its FIN, both on the wire, so that what a client keeps in its buffers counts too.
 * Messages are small in number: it holds the time of each one.
 */
final class SettleWatch {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MESSAGE = 2;
    private static final int ID_AT = 18;
    private static final int ID_LENGTH = 16;
    private static final byte[] FIN = {'F', 'I', 'N', ' '};

    private final NetClient client;
    private final int nsqdPort;
    private final Map<String, Long> delivered = new HashMap<>();
    private final long[] tookNanos;
    private int settled;
    private final NetServer server;

    private SettleWatch(Vertx vertx, int nsqdPort, int most) {
        this.client = vertx.createNetClient();
        this.nsqdPort = nsqdPort;
        this.tookNanos = new long[most];
        this.server =
                vertx.createNetServer(
                                new NetServerOptions()
                                        .setHost(LOOPBACK)
                                        .setPort(0)
                                        .setTcpNoDelay(true))
                        .connectHandler(this::join);
    }

    /**
     * Blocks until it listens.
     *
     * @param vertx with one event loop, which owns all of it
     * @param most messages that are watched; later ones are not
     */
    static SettleWatch start(Vertx vertx, int nsqdPort, int most) {
        SettleWatch watch = new SettleWatch(vertx, nsqdPort, most);
        watch.server.listen().await();
        return watch;
    }

    int port() {
        return server.actualPort();
    }

    /** Nanoseconds of all that were settled, without the first ones. To be asked at the end. */
    synchronized long[] tookNanos(int without) {
        return Arrays.copyOfRange(tookNanos, Math.min(without, settled), settled);
    }

    private void join(NetSocket fromClient) {
        fromClient.pause();
        Future<NetSocket> connecting = client.connect(nsqdPort, LOOPBACK);
        connecting.onFailure(refused -> fromClient.close());
        connecting.onSuccess(toServer -> pipe(fromClient, toServer));
    }

    private void pipe(NetSocket fromClient, NetSocket toServer) {
        Frames frames = new Frames();
        Lines lines = new Lines();
        toServer.handler(
                bytes -> {
                    frames.see(bytes);
                    var unused = fromClient.write(bytes);
                });
        fromClient.handler(
                bytes -> {
                    lines.see(bytes);
                    var unused = toServer.write(bytes);
                });
        fromClient.closeHandler(closed -> toServer.close());
        toServer.closeHandler(closed -> fromClient.close());
        fromClient.resume();
    }

    private synchronized void delivered(String id) {
        delivered.put(id, System.nanoTime());
    }

    private synchronized void finished(String id) {
        Long since = delivered.remove(id);
        if (since != null && settled < tookNanos.length) {
            tookNanos[settled] = System.nanoTime() - since;
            settled++;
        }
    }

    /** What comes from nsqd. */
    private final class Frames {
        private Buffer rest = Buffer.buffer();

        void see(Buffer bytes) {
            rest = Buffer.buffer().appendBuffer(rest).appendBuffer(bytes);
            int at = 0;
            while (rest.length() - at >= Integer.BYTES
                    && rest.length() - at >= Integer.BYTES + rest.getInt(at)) {
                if (rest.getInt(at + Integer.BYTES) == MESSAGE) {
                    delivered(rest.getString(at + ID_AT, at + ID_AT + ID_LENGTH));
                }
                at += Integer.BYTES + rest.getInt(at);
            }
            rest = rest.getBuffer(at, rest.length());
        }
    }

    /** What comes from the client: after its greeting, which has no line like that, only lines. */
    private final class Lines {
        private Buffer rest = Buffer.buffer();

        void see(Buffer bytes) {
            rest = Buffer.buffer().appendBuffer(rest).appendBuffer(bytes);
            int begin = 0;
            for (int i = 0; i < rest.length(); i++) {
                if (rest.getByte(i) == '\n') {
                    line(begin, i);
                    begin = i + 1;
                }
            }
            rest = rest.getBuffer(begin, rest.length());
        }

        private void line(int begin, int end) {
            boolean fin =
                    end - begin == FIN.length + ID_LENGTH
                            && Arrays.equals(FIN, rest.getBytes(begin, begin + FIN.length));
            if (fin) {
                finished(rest.getString(begin + FIN.length, end));
            }
        }
    }
}
