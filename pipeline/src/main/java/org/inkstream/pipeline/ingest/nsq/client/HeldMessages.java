package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;
import org.inkstream.time.Timers;

/**
 * What is in flight on one connection: touched in time, and settled at most once. Not thread-safe:
 * used on the consumer's event loop.
 */
final class HeldMessages {
    private static final Timers.Timer NO_TIMER = () -> false;

    private final ChannelName name;
    private final NsqConnection connection;
    private final HoldingTimes times;
    private final Timers timers;
    private final ConsumerMeter meter;
    private final Runnable freed;
    private final Map<String, HeldMessage> held = new HashMap<>();

    // One for all messages. It is not cancelled when none is left, since the next one comes soon:
    // a timer for each would cost more than all the rest. It ends by itself at its next round.
    private Timers.Timer round = NO_TIMER;

    /**
     * @param freed called after there was one less in flight
     */
    HeldMessages(
            ChannelName name,
            NsqConnection connection,
            Timers timers,
            ConsumerMeter meter,
            Runnable freed) {
        this.name = name;
        this.connection = connection;
        this.times = HoldingTimes.of(connection.terms());
        this.timers = timers;
        this.meter = meter;
        this.freed = freed;
    }

    HeldMessage take(Frame.Message frame) {
        long now = timers.monotonicNanos();
        HeldMessage fresh = new HeldMessage(this, frame, now);
        HeldMessage earlier = held.put(frame.id(), fresh);
        if (earlier != null) {
            lose(earlier, LostDelivery.Why.SUPERSEDED, ConsumerMeter.Event.SUPERSEDED);
        }
        meter.count(ConsumerMeter.Event.DELIVERED);
        if (round == NO_TIMER) {
            lookAgain(now);
        }
        return fresh;
    }

    Future<Void> settle(HeldMessage message, Command word, ConsumerMeter.Event settled) {
        if (message.lost().isEmpty() && message.isExpired(timers.monotonicNanos())) {
            expire(message);
        }
        if (message.lost().isPresent()) {
            meter.count(ConsumerMeter.Event.LATE_WORD);
            return Future.failedFuture(new LostDelivery(message.lost().get()));
        }
        held.remove(message.id());
        lose(message, LostDelivery.Why.SETTLED, settled);
        Future<Void> sent = connection.send(word);
        freed.run();
        return sent;
    }

    /** nsqd said that it could not be touched: it is on its way to somebody else. */
    void notTouched(String id) {
        HeldMessage message = held.get(id);
        // One that was never touched is a later delivery than the one that was meant.
        if (message != null && message.wasTouched()) {
            expire(message);
        }
    }

    /** The connection has ended. */
    void abandon() {
        round.cancel();
        List<HeldMessage> all = List.copyOf(held.values());
        held.clear();
        all.forEach(
                message ->
                        lose(
                                message,
                                LostDelivery.Why.CONNECTION_ENDED,
                                ConsumerMeter.Event.ORPHANED));
    }

    int size() {
        return held.size();
    }

    HoldingTimes times() {
        return times;
    }

    String topic() {
        return name.topic();
    }

    String channel() {
        return name.channel();
    }

    private void round() {
        round = NO_TIMER;
        long now = timers.monotonicNanos();
        List<HeldMessage> expired = new ArrayList<>();
        List<HeldMessage> due = new ArrayList<>();
        for (HeldMessage message : held.values()) {
            if (message.isExpired(now)) {
                expired.add(message);
            } else if (message.isTouchable() && message.dueNanos() - now <= times.slackNanos()) {
                due.add(message);
            }
        }
        due.forEach(message -> touch(message, now));
        expired.forEach(this::expire);
        if (!held.isEmpty()) {
            lookAgain(now);
        }
    }

    private void touch(HeldMessage message, long now) {
        message.touch(now);
        meter.count(ConsumerMeter.Event.TOUCHED);
        // Fails only with the connection, and then the message is lost to us anyway.
        connection.send(Command.touch(message.id()));
    }

    private void expire(HeldMessage message) {
        held.remove(message.id());
        lose(message, LostDelivery.Why.EXPIRED, ConsumerMeter.Event.EXPIRED);
        freed.run();
    }

    private void lose(HeldMessage message, LostDelivery.Why why, ConsumerMeter.Event event) {
        message.lose(why);
        meter.count(event);
    }

    // Never later than what arrives from now on is due, so that an arrival needs no look at it.
    private void lookAgain(long now) {
        long wait = times.halfNanos();
        for (HeldMessage message : held.values()) {
            wait = Math.min(wait, message.dueNanos() - now);
        }
        round = timers.after(Duration.ofNanos(wait), this::round);
    }
}
