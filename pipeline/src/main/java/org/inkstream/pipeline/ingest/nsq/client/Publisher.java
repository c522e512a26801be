package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.time.Timers;

/**
 * Hands commands to the nsqd that are connected, to each in its turn. While none is, they wait; a
 * bounded number for a bounded time. Not thread-safe: used on one event loop.
 */
final class Publisher {
    private static final int MOST_WAITING = 16_384;
    private static final long MOST_WAITING_BYTES = 64L * 1024 * 1024;

    private final Timers timers;
    private final Duration patience;
    private final List<PublisherLink> links;
    private final List<NsqdAddress> peers;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Promise<Void> allAnswered = Promise.promise();
    private long waitingBytes;
    private Timers.Timer impatience = () -> false;
    private int turn;
    private int unanswered;
    private boolean closing;

    private record Waiting(Command command, long sinceNanos, Promise<Void> answer) {}

    /**
     * @param patience how long a command waits for a connection
     */
    Publisher(
            Timers timers,
            NsqConnector connector,
            List<NsqdAddress> peers,
            Duration patience,
            RandomGenerator random) {
        this.timers = timers;
        this.patience = patience;
        this.peers = List.copyOf(peers);
        this.links =
                peers.stream()
                        .map(
                                peer ->
                                        new PublisherLink(
                                                timers, connector, peer, random, this::sendWaiting))
                        .toList();
    }

    void connect() {
        links.forEach(PublisherLink::connect);
    }

    Future<Void> publish(Command command) {
        if (closing) {
            return Future.failedFuture(new NsqNotSent("the producer is closed"));
        }
        unanswered++;
        return next().map(connection -> connection.ask(command))
                .orElseGet(() -> await(command))
                .onComplete(answer -> answered());
    }

    /** Completes when everything is answered and the connections are closed. */
    Future<Void> close() {
        closing = true;
        if (unanswered == 0) {
            allAnswered.tryComplete();
        }
        return allAnswered
                .future()
                .compose(done -> Future.join(links.stream().map(PublisherLink::close).toList()))
                .mapEmpty();
    }

    private Optional<NsqConnection> next() {
        for (int tried = 0; tried < links.size(); tried++) {
            turn = (turn + 1) % links.size();
            Optional<NsqConnection> connection = links.get(turn).connection();
            if (connection.isPresent()) {
                return connection;
            }
        }
        return Optional.empty();
    }

    private Future<Void> await(Command command) {
        if (waiting.size() >= MOST_WAITING
                || waitingBytes + command.bytes().length() > MOST_WAITING_BYTES) {
            return Future.failedFuture(
                    new NsqNotSent("too much waits for a connection to nsqd at " + peers));
        }
        Waiting last = new Waiting(command, timers.monotonicNanos(), Promise.promise());
        waiting.add(last);
        waitingBytes += command.bytes().length();
        if (waiting.size() == 1) {
            impatience = timers.after(patience, this::giveUp);
        }
        return last.answer.future();
    }

    private void sendWaiting() {
        Optional<NsqConnection> connection = next();
        while (!waiting.isEmpty() && connection.isPresent()) {
            Waiting first = take();
            connection.get().ask(first.command).onComplete(first.answer);
            connection = next();
        }
        if (waiting.isEmpty()) {
            impatience.cancel();
        }
    }

    private void giveUp() {
        while (!waiting.isEmpty()
                && timers.since(waiting.element().sinceNanos).compareTo(patience) >= 0) {
            take().answer
                    .fail(
                            new NsqNotSent(
                                    "no nsqd was connected for %s: %s".formatted(patience, peers)));
        }
        if (!waiting.isEmpty()) {
            Duration soFar = timers.since(waiting.element().sinceNanos);
            impatience = timers.after(patience.minus(soFar), this::giveUp);
        }
    }

    private Waiting take() {
        Waiting first = waiting.remove();
        waitingBytes -= first.command.bytes().length();
        return first;
    }

    private void answered() {
        unanswered--;
        if (closing && unanswered == 0) {
            allAnswered.tryComplete();
        }
    }
}
