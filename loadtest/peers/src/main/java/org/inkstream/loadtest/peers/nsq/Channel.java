package org.inkstream.loadtest.peers.nsq;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * One channel of the double: what waits, what is in flight, what is put off. In flight stays what a
 * connection had that has ended, until its time is over. The owner of a delivery is told by its
 * connection alone: a word about an earlier delivery counts for a later one on the same connection.
 */
final class Channel {
    private final LongSupplier nanos;
    private final NsqdRules rules;
    private final Backlog backlog;
    private final Map<String, InFlight> inFlight = new LinkedHashMap<>();
    private final Map<String, Deferred> deferred = new LinkedHashMap<>();
    private final Deque<Subscriber> subscribers = new ArrayDeque<>();

    private record InFlight(Queued message, Subscriber owner, long deliveredNanos, long dueNanos) {}

    private record Deferred(Queued message, long dueNanos) {}

    /** Why a FIN, REQ or TOUCH is refused; the words are nsqd's. */
    static final class NotYours extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotYours(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * @param nanos monotonic time
     */
    Channel(NsqdRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
        this.backlog = new Backlog(rules);
    }

    void join(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    void leave(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    void put(Queued message) {
        if (message.delay().isZero()) {
            backlog.add(message);
            deliver();
        } else {
            defer(message, message.delay());
        }
    }

    /** Delivers while there is something and somebody has room, to each in turn. */
    void deliver() {
        for (Optional<Subscriber> next = ready(); next.isPresent(); next = ready()) {
            Optional<Queued> message = backlog.poll();
            if (message.isEmpty()) {
                return;
            }
            deliver(message.get().delivered(), next.get());
        }
    }

    private void deliver(Queued message, Subscriber to) {
        long now = nanos.getAsLong();
        inFlight.put(
                message.id(), new InFlight(message, to, now, now + to.messageTimeout().toNanos()));
        to.deliver(message);
    }

    private Optional<Subscriber> ready() {
        for (int i = 0; i < subscribers.size(); i++) {
            Subscriber next = subscribers.remove();
            subscribers.add(next);
            if (next.hasRoom()) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    void finish(Subscriber subscriber, String id) {
        take(subscriber, id);
    }

    void requeue(Subscriber subscriber, String id, Duration delay) {
        Queued message = take(subscriber, id).message();
        if (delay.isZero()) {
            backlog.add(message);
        } else {
            defer(message, delay);
        }
    }

    void touch(Subscriber subscriber, String id) {
        InFlight touched = take(subscriber, id);
        long wished = nanos.getAsLong() + subscriber.messageTimeout().toNanos();
        long latest = touched.deliveredNanos() + rules.maxMessageTimeout().toNanos();
        long due = wished - latest < 0 ? wished : latest;
        inFlight.put(
                id, new InFlight(touched.message(), subscriber, touched.deliveredNanos(), due));
    }

    private InFlight take(Subscriber subscriber, String id) {
        InFlight one = inFlight.get(id);
        if (one == null) {
            throw new NotYours("ID not in flight");
        }
        if (one.owner() != subscriber) {
            throw new NotYours("client does not own message");
        }
        inFlight.remove(id);
        return one;
    }

    private void defer(Queued message, Duration delay) {
        deferred.put(
                message.id(),
                new Deferred(message.withoutDelay(), nanos.getAsLong() + delay.toNanos()));
    }

    /** Puts back what is due. */
    void scan() {
        long now = nanos.getAsLong();
        takeBack(one -> one.dueNanos() - now <= 0);
        List<Deferred> due =
                deferred.values().stream().filter(one -> one.dueNanos() - now <= 0).toList();
        due.forEach(
                one -> {
                    deferred.remove(one.message().id());
                    backlog.add(one.message());
                });
        deliver();
    }

    /** As if the time of everything in flight were over. */
    void expireAll() {
        takeBack(any -> true);
        deliver();
    }

    private void takeBack(Predicate<InFlight> which) {
        List<InFlight> over = inFlight.values().stream().filter(which).toList();
        over.forEach(
                one -> {
                    inFlight.remove(one.message().id());
                    one.owner().timedOut();
                    backlog.add(one.message());
                });
    }

    void sync() {
        backlog.sync();
    }

    void crash() {
        backlog.crash();
        forgetAll();
    }

    void flush() {
        List<Queued> kept = new ArrayList<>();
        inFlight.values().forEach(one -> kept.add(one.message()));
        deferred.values().forEach(one -> kept.add(one.message()));
        backlog.flush(kept);
        forgetAll();
    }

    private void forgetAll() {
        inFlight.clear();
        deferred.clear();
        subscribers.clear();
    }

    NsqdDouble.Depth depth() {
        return new NsqdDouble.Depth(
                backlog.size(), inFlight.size(), deferred.size(), subscribers.size());
    }
}
