package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;

/** Makes connections. */
@FunctionalInterface
public interface NsqConnector {
    /**
     * Connects, greets and agrees on TLS, compression and login. Fails when one of these does not
     * come about in time; nothing is left open then.
     */
    Future<NsqConnection> connect(NsqdAddress peer, Inbox inbox);

    /**
     * Who is told of what nsqd sends without being asked. Called on the connection's event loop.
     */
    interface Inbox {
        void message(Frame.Message message);

        /** A FIN, REQ or TOUCH that came too late; the connection stays. */
        void tooLate(Frame.Failure failure);
    }
}
