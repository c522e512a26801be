package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.inkstream.metrics.NsqMeters;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;

/**
 * Connects over sockets of Vert.x. To be called on an event loop, which then is the connection's.
 */
public final class VertxNsqConnector implements NsqConnector {
    private final Vertx vertx;
    private final NetClient client;
    private final NsqOptions options;
    private final String userAgent;
    private final NsqMeters meters;
    private final Function<Context, Timers> timersOf;

    /**
     * @param version of the build that runs, for nsqd's statistics
     */
    public VertxNsqConnector(Vertx vertx, NsqOptions options, String version, NsqMeters meters) {
        this(vertx, options, version, meters, loop -> new VertxTimers(vertx, loop));
    }

    VertxNsqConnector(
            Vertx vertx,
            NsqOptions options,
            String version,
            NsqMeters meters,
            Function<Context, Timers> timersOf) {
        this.vertx = vertx;
        this.client = vertx.createNetClient();
        this.options = options;
        this.userAgent = "inkstream/" + version;
        this.meters = meters;
        this.timersOf = timersOf;
    }

    @Override
    public Future<NsqConnection> connect(NsqdAddress peer, Inbox inbox) {
        Context loop = vertx.getOrCreateContext();
        Timers timers = timersOf.apply(loop);
        return open(peer, timers)
                .compose(
                        socket ->
                                greet(
                                        new Talk(
                                                socket,
                                                peer,
                                                inbox,
                                                options,
                                                timers,
                                                task -> loop.runOnContext(now -> task.run()),
                                                meters),
                                        peer,
                                        timers))
                .onFailure(failure -> meters.connectFailed());
    }

    private Future<NetSocket> open(NsqdAddress peer, Timers timers) {
        int millis = (int) options.connectTimeout().toMillis();
        Future<NetSocket> opening =
                client.connect(
                        new ConnectOptions()
                                .setHost(peer.host())
                                .setPort(peer.port())
                                .setTimeout(millis));
        // The client's own limit does not cover finding out where the host is.
        return Deadlines.within(timers, options.connectTimeout(), opening)
                .recover(
                        failure -> {
                            opening.onSuccess(NetSocket::close);
                            return Future.failedFuture(
                                    new NsqConnectionEnded(peer, reason(failure), failure));
                        });
    }

    private Future<NsqConnection> greet(Talk talk, NsqdAddress peer, Timers timers) {
        return new Greeting(talk, peer, options, timers)
                .exchange(userAgent)
                .map(terms -> ready(talk, peer, terms))
                .recover(failure -> talk.close().transform(closed -> Future.failedFuture(failure)));
    }

    private static NsqConnection ready(Talk talk, NsqdAddress peer, NsqdTerms terms) {
        talk.greeted();
        return new SocketConnection(talk, peer, terms);
    }

    private static String reason(Throwable failure) {
        return failure instanceof TimeoutException
                ? "it could not be reached in time"
                : String.valueOf(failure.getMessage());
    }
}
