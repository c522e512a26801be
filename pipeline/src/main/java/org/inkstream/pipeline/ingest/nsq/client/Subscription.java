package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that takes messages of the channel, from SUB to its end. Not thread-safe: used on
 * the consumer's event loop.
 */
final class Subscription implements NsqConnector.Inbox {
    private static final Logger LOGGER = LoggerFactory.getLogger(Subscription.class);
    private static final Duration SUBSCRIBE_LIMIT = Duration.ofSeconds(10);

    private final NsqConnection connection;
    private final Channel channel;
    private final HeldMessages held;
    private final Share share;
    private boolean takesNoMore;

    /**
     * What connections of one consumer have in common.
     *
     * @param receiver told of each delivery
     */
    record Channel(
            ChannelName name,
            ReadyWindow window,
            Timers timers,
            ConsumerMeter meter,
            Consumer<NsqMessage> receiver) {}

    private Subscription(NsqConnection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
        this.held =
                new HeldMessages(
                        channel.name(),
                        connection,
                        channel.timers(),
                        channel.meter(),
                        this::afterOneLess);
        this.share =
                new Share(
                        connection.terms().maxReady(),
                        held::size,
                        this::tellWindow,
                        channel.timers());
    }

    /** Connects and subscribes; when that fails, nothing is left open. */
    static Future<Subscription> open(NsqConnector connector, NsqdAddress peer, Channel channel) {
        ForwardedInbox inbox = new ForwardedInbox();
        return connector
                .connect(peer, inbox)
                .compose(
                        connection -> {
                            Subscription subscription = new Subscription(connection, channel);
                            inbox.to(subscription);
                            return subscription.begin();
                        });
    }

    private Future<Subscription> begin() {
        Command subscribe = Command.subscribe(channel.name().topic(), channel.name().channel());
        connection.ended().onComplete(over -> afterEnd());
        return Deadlines.within(channel.timers(), SUBSCRIBE_LIMIT, connection.ask(subscribe))
                .map(subscribed -> joined())
                .recover(failure -> ended(failure));
    }

    private Subscription joined() {
        channel.window().join(share);
        return this;
    }

    private Future<Subscription> ended(Throwable failure) {
        return connection.close().transform(closed -> Future.failedFuture(failure));
    }

    @Override
    public void message(Frame.Message frame) {
        HeldMessage message = held.take(frame);
        share.delivered(message.takenNanos());
        try {
            channel.receiver().accept(message);
        } catch (RuntimeException bug) {
            LOGGER.atError().setCause(bug).log("the receiver of NSQ messages must not throw");
            message.requeue(connection.terms().messageTimeout());
        }
    }

    @Override
    public void tooLate(Frame.Failure failure) {
        channel.meter().count(ConsumerMeter.Event.REFUSED_WORD);
        // E_TOUCH_FAILED TOUCH 0d3f... failed ID not in flight
        String[] words = failure.detail().split(" ", 3);
        if ("E_TOUCH_FAILED".equals(failure.code()) && words.length > 1) {
            held.notTouched(words[1]);
        }
    }

    int inFlight() {
        return held.size();
    }

    /** Completes when the connection has ended. */
    Future<Void> ended() {
        return connection.ended();
    }

    /** Takes no more messages and ends when all are settled. */
    Future<Void> drain() {
        channel.window().leave(share);
        // When it fails, the connection ends or has ended.
        connection.ask(Command.close()).onSuccess(closeWait -> takeNoMore());
        return connection.ended();
    }

    void close() {
        // Never fails; who wants to know waits for the end.
        connection.close();
    }

    private void takeNoMore() {
        takesNoMore = true;
        closeWhenIdle();
    }

    private void afterOneLess() {
        channel.window().freed();
        closeWhenIdle();
    }

    private void closeWhenIdle() {
        if (takesNoMore && held.size() == 0) {
            close();
        }
    }

    private void afterEnd() {
        held.abandon();
        channel.window().leave(share);
    }

    private void tellWindow(int messages) {
        // Fails only with the connection, and then the share ends too.
        connection.send(Command.ready(messages));
    }
}
