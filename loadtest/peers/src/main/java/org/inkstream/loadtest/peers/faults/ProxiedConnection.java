package org.inkstream.loadtest.peers.faults;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Two sockets and the pipes between them, which end together. Used on one event loop. */
final class ProxiedConnection {
    private final NetSocket client;
    private final NetSocket server;
    private final Pipe toServer;
    private final Pipe toClient;
    private final Consumer<ProxiedConnection> ended;

    private boolean over;
    private boolean lostBytes;

    /**
     * @param client that has connected, paused
     * @param server that it is connected to
     * @param toxics asked for every piece of data
     * @param ended called once
     */
    ProxiedConnection(
            Vertx vertx,
            NetSocket client,
            NetSocket server,
            Function<Direction, Toxic> toxics,
            RandomGenerator random,
            Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.server = server;
        this.ended = ended;
        this.toServer =
                new Pipe(
                        vertx,
                        client,
                        server,
                        () -> toxics.apply(Direction.TO_SERVER),
                        random,
                        endings());
        this.toClient =
                new Pipe(
                        vertx,
                        server,
                        client,
                        () -> toxics.apply(Direction.TO_CLIENT),
                        random,
                        endings());
    }

    void begin() {
        client.exceptionHandler(gone -> {});
        server.exceptionHandler(gone -> {});
        client.closeHandler(closed -> toServer.sourceEnded());
        server.closeHandler(closed -> toClient.sourceEnded());
        toServer.begin();
        toClient.begin();
    }

    /** Whether a toxic has let bytes of it vanish: it is of no use to anybody any more. */
    boolean lostBytes() {
        return lostBytes;
    }

    /** Ends both sides at once, with RST. */
    void reset() {
        if (finish()) {
            reset(client);
            reset(server);
        }
    }

    /** Ends both sides in good order. */
    void close() {
        if (finish()) {
            client.close();
            server.close();
        }
    }

    private Pipe.Ending endings() {
        return new Pipe.Ending() {
            @Override
            public void because(Toxic.Rest rest) {
                switch (rest) {
                    case VANISHES -> lostBytes = true;
                    case RESETS -> reset();
                    case CLOSES -> close();
                }
            }

            @Override
            public void drained() {
                close();
            }
        };
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        toServer.stop();
        toClient.stop();
        ended.accept(this);
        return true;
    }

    /** Without linger, a close is a reset and what was not sent yet is lost. */
    static void reset(NetSocket socket) {
        Channel channel = channel(socket);
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            // Nobody can do more about a channel that does not close.
            var unused = channel.close();
        }
    }

    static boolean isOpen(NetSocket socket) {
        return channel(socket).isOpen();
    }

    private static Channel channel(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext().channel();
    }
}
