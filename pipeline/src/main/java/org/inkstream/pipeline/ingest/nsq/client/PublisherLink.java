package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to one nsqd, for publishing. Not thread-safe: used on its producer's event
 * loop.
 */
final class PublisherLink {
    private static final Logger LOGGER = LoggerFactory.getLogger(PublisherLink.class);

    /** Who publishes has subscribed to nothing. */
    private static final NsqConnector.Inbox NOTHING_COMES =
            new NsqConnector.Inbox() {
                @Override
                public void message(Frame.Message message) {}

                @Override
                public void tooLate(Frame.Failure failure) {}
            };

    private sealed interface State {
        record Connecting() implements State {}

        record Up(NsqConnection connection, long sinceNanos) implements State {}

        record Pausing(Timers.Timer timer) implements State {}

        record Closed() implements State {}
    }

    private final Timers timers;
    private final NsqConnector connector;
    private final NsqdAddress peer;
    private final ReconnectPause pause;
    private final Runnable whenUp;
    private State state = new State.Connecting();
    private boolean inTrouble;

    PublisherLink(
            Timers timers,
            NsqConnector connector,
            NsqdAddress peer,
            RandomGenerator random,
            Runnable whenUp) {
        this.timers = timers;
        this.connector = connector;
        this.peer = peer;
        this.pause = new ReconnectPause(random);
        this.whenUp = whenUp;
    }

    void connect() {
        state = new State.Connecting();
        connector.connect(peer, NOTHING_COMES).onComplete(this::up, this::failed);
    }

    Optional<NsqConnection> connection() {
        return state instanceof State.Up up ? Optional.of(up.connection) : Optional.empty();
    }

    Future<Void> close() {
        State before = state;
        state = new State.Closed();
        if (before instanceof State.Pausing pausing) {
            pausing.timer.cancel();
        }
        return before instanceof State.Up up ? up.connection.close() : Future.succeededFuture();
    }

    private void up(NsqConnection connection) {
        if (state instanceof State.Closed) {
            // It came after nobody wanted it any more.
            var unused = connection.close();
            return;
        }
        if (inTrouble) {
            LOGGER.atInfo().addKeyValue("nsqd", peer).log("publishing to nsqd works again");
            inTrouble = false;
        }
        long since = timers.monotonicNanos();
        state = new State.Up(connection, since);
        var unused = connection.ended().onComplete(ended -> again(timers.since(since)));
        whenUp.run();
    }

    private void failed(Throwable failure) {
        if (!inTrouble) {
            inTrouble = true;
            LOGGER.atWarn()
                    .addKeyValue("nsqd", peer)
                    .addKeyValue("reason", failure.getMessage())
                    .log("nsqd cannot be reached for publishing; it is tried again until it works");
        }
        again(Duration.ZERO);
    }

    private void again(Duration lived) {
        if (!(state instanceof State.Closed)) {
            state = new State.Pausing(timers.after(pause.next(lived), this::connect));
        }
    }
}
