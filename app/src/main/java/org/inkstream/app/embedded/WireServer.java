package org.inkstream.app.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Speaks the MongoDB wire protocol on loopback and replies through {@link DurableReplies}. */
final class WireServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final long STOP_SECONDS = 5;

    private final EventLoopGroup eventLoops =
            new MultiThreadIoEventLoopGroup(
                    THREADS, new DefaultThreadFactory("store"), NioIoHandler.newFactory());
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final MongoBackend backend;
    private final GroupCommit commits;

    WireServer(MongoBackend backend, GroupCommit commits) {
        this.backend = backend;
        this.commits = commits;
    }

    /**
     * Blocks until the port is bound.
     *
     * @param port 0 for any free port
     * @return the port that was bound
     * @throws IllegalStateException if it cannot be bound
     */
    int listen(int port) {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(eventLoops)
                        .channel(NioServerSocketChannel.class)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(connection())
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "the embedded store cannot listen on port "
                            + port
                            + "; choose another embedded.storePort, or 0 for any free one",
                    bound.cause());
        }
        channels.add(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private ChannelInitializer<Channel> connection() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                ChannelPipeline pipeline = channel.pipeline();
                pipeline.addLast(new MongoWireReplyEncoder());
                pipeline.addLast(new MongoWireMessageEncoder());
                pipeline.addLast(new MongoWireProtocolHandler());
                pipeline.addLast(new DurableReplies(commits));
                pipeline.addLast(new MongoDatabaseHandler(backend, channels));
                pipeline.addLast(new BrokenConnections());
            }
        };
    }

    /** Blocks until no command runs any more. */
    @Override
    public void close() {
        channels.close().awaitUninterruptibly();
        eventLoops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
