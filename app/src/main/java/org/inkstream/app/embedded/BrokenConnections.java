package org.inkstream.app.embedded;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a connection on which something went wrong. That a client dies, or the network cuts it off,
 * is no trouble of the store, and the client says so itself; anything else is.
 */
final class BrokenConnections extends ChannelInboundHandlerAdapter {
    private static final Logger LOGGER = LoggerFactory.getLogger(BrokenConnections.class);

    @Override
    public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
        if (cause instanceof IOException) {
            LOGGER.atDebug()
                    .addKeyValue("cause", cause.toString())
                    .log("a client of the embedded store has gone");
        } else {
            LOGGER.atError().setCause(cause).log("the embedded store could not serve a client");
        }
        // Whatever comes of that, nobody is left to be told.
        var unused = connection.close();
    }
}
