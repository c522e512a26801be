package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the channel subscribed at one nsqd: what ends, or does not come about, is tried again. Not
 * thread-safe: used on the consumer's event loop.
 */
final class NsqdLink {
    private static final Logger LOGGER = LoggerFactory.getLogger(NsqdLink.class);
    private static final String NO_TROUBLE = "";

    private final NsqdAddress peer;
    private final NsqConnector connector;
    private final Subscription.Channel channel;
    private final ReconnectPause pause;
    private final Owner owner;
    private final Promise<Void> over = Promise.promise();
    private Stand stand = new Stand.Opening();
    private String trouble = NO_TROUBLE;

    private sealed interface Stand {
        record Opening() implements Stand {}

        record Apart(Timers.Timer retry) implements Stand {}

        record Subscribed(Subscription subscription, long sinceNanos) implements Stand {}

        /** It is being opened, and to be closed as soon as it is open. */
        record GivenUp() implements Stand {}

        record Draining(Subscription subscription) implements Stand {}

        record Over() implements Stand {}
    }

    /** Who has the link. */
    interface Owner {
        /** Whether this nsqd is to be connected again. */
        boolean wants(NsqdAddress peer);

        void subscribed();

        /** The link has come to its end. */
        void over(NsqdAddress peer);
    }

    NsqdLink(
            NsqdAddress peer,
            NsqConnector connector,
            Subscription.Channel channel,
            RandomGenerator random,
            Owner owner) {
        this.peer = peer;
        this.connector = connector;
        this.channel = channel;
        this.pause = new ReconnectPause(random);
        this.owner = owner;
    }

    /** Called once. */
    void open() {
        stand = new Stand.Opening();
        Subscription.open(connector, peer, channel).onComplete(this::opened);
    }

    /** Ends it if it has no connection; a connection that lives is kept. */
    void forget() {
        if (stand instanceof Stand.Apart apart) {
            apart.retry().cancel();
            end();
        }
    }

    /** Takes no more messages. Completes when what is in flight is settled and all is closed. */
    Future<Void> drain() {
        if (stand instanceof Stand.Subscribed subscribed) {
            stand = new Stand.Draining(subscribed.subscription());
            subscribed.subscription().drain();
        } else if (stand instanceof Stand.Opening) {
            stand = new Stand.GivenUp();
        } else {
            forget();
        }
        return over.future();
    }

    /** Closes the connection, whatever is in flight. */
    void cut() {
        subscription().ifPresent(Subscription::close);
    }

    boolean isSubscribed() {
        return stand instanceof Stand.Subscribed;
    }

    int inFlight() {
        return subscription().map(Subscription::inFlight).orElse(0);
    }

    /** Why it is not subscribed, for people; empty if it is, or was not tried yet. */
    String trouble() {
        return trouble;
    }

    private Optional<Subscription> subscription() {
        if (stand instanceof Stand.Subscribed subscribed) {
            return Optional.of(subscribed.subscription());
        }
        return stand instanceof Stand.Draining draining
                ? Optional.of(draining.subscription())
                : Optional.empty();
    }

    private void opened(AsyncResult<Subscription> outcome) {
        if (outcome.failed()) {
            failed(outcome.cause());
            return;
        }
        channel.meter().count(ConsumerMeter.Event.CONNECTED);
        Subscription subscription = outcome.result();
        if (stand instanceof Stand.GivenUp) {
            stand = new Stand.Draining(subscription);
            subscription.close();
        } else {
            stand = new Stand.Subscribed(subscription, channel.timers().monotonicNanos());
            troubleIsOver();
            owner.subscribed();
        }
        subscription.ended().onComplete(ended -> ended());
    }

    private void failed(Throwable cause) {
        channel.meter().count(ConsumerMeter.Event.CONNECT_FAILED);
        if (stand instanceof Stand.GivenUp) {
            end();
        } else {
            tell(cause);
            again(Duration.ZERO);
        }
    }

    private void ended() {
        channel.meter().count(ConsumerMeter.Event.DISCONNECTED);
        if (stand instanceof Stand.Subscribed subscribed) {
            // Why was said where it ended.
            LOGGER.atInfo().addKeyValue("peer", peer).log("an nsqd will be connected again");
            trouble = "the connection has ended";
            again(channel.timers().since(subscribed.sinceNanos()));
        } else {
            end();
        }
    }

    private void again(Duration lived) {
        if (owner.wants(peer)) {
            stand = new Stand.Apart(channel.timers().after(pause.next(lived), this::open));
        } else {
            end();
        }
    }

    private void end() {
        stand = new Stand.Over();
        owner.over(peer);
        over.tryComplete();
    }

    /** Each trouble once, however often it is met. */
    private void tell(Throwable cause) {
        String met = String.valueOf(cause.getMessage());
        if (!met.equals(trouble)) {
            LOGGER.atWarn()
                    .addKeyValue("peer", peer)
                    .addKeyValue("topic", channel.name().topic())
                    .addKeyValue("channel", channel.name().channel())
                    .addKeyValue("cause", met)
                    .log(
                            cause instanceof NsqRefusal
                                    ? "an nsqd refuses us; it is asked again until it does not"
                                    : "an nsqd cannot be reached; it is tried until it can");
        }
        trouble = met;
    }

    private void troubleIsOver() {
        trouble = NO_TROUBLE;
        LOGGER.atInfo()
                .addKeyValue("peer", peer)
                .addKeyValue("topic", channel.name().topic())
                .addKeyValue("channel", channel.name().channel())
                .log("subscribed at an nsqd");
    }
}
