package org.inkstream.pipeline.ingest.nsq.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.JdkZlibEncoder;
import io.netty.handler.codec.compression.SnappyFrameDecoder;
import io.netty.handler.codec.compression.SnappyFrameEncoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.List;

/**
 * Compresses both directions of a socket, beneath what reads and writes it. What is unpacked comes
 * in pieces of 64 KiB, so that a bomb is judged by the first of them.
 */
final class Packing {
    private Packing() {}

    /**
     * @param early bytes that came already and are compressed
     */
    static void install(NetSocket socket, NsqOptions.Compression compression, Buffer early)
            throws Exception {
        switch (compression) {
            case SNAPPY -> install(socket, new Unsnappy(), new SnappyFrameEncoder(), early);
            case DEFLATE ->
                    install(
                            socket,
                            new JdkZlibDecoder(ZlibWrapper.NONE, 0),
                            new JdkZlibEncoder(ZlibWrapper.NONE),
                            early);
            case NONE -> throw new IllegalArgumentException("nothing to install");
        }
    }

    private static void install(
            NetSocket socket, ChannelInboundHandler unpack, ChannelHandler pack, Buffer early)
            throws Exception {
        ChannelHandlerContext end = ((NetSocketInternal) socket).channelHandlerContext();
        ChannelPipeline pipeline = end.pipeline();
        pipeline.addBefore(end.name(), "nsq-pack", pack);
        pipeline.addBefore(end.name(), "nsq-unpack", unpack);
        if (early.length() > 0) {
            ChannelHandlerContext at = pipeline.context(unpack);
            unpack.channelRead(at, Unpooled.wrappedBuffer(early.getBytes()));
            unpack.channelReadComplete(at);
        }
    }

    /** Netty would gather 16 MiB for one chunk, though no chunk holds more than 64 KiB. */
    private static final class Unsnappy extends SnappyFrameDecoder {
        private static final int LARGEST_CHUNK = 128 * 1024;

        Unsnappy() {
            super(true);
        }

        @Override
        protected void decode(ChannelHandlerContext at, ByteBuf in, List<Object> out)
                throws Exception {
            int before = in.readableBytes();
            super.decode(at, in, out);
            if (in.readableBytes() == before && before > LARGEST_CHUNK) {
                throw new DecompressionException("a chunk of more than 64 KiB");
            }
        }
    }
}
