package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.time.VirtualTimers;

/** Reckons the time of messages as nsqd does, and what it would take back while they are held. */
final class StrictNsqd {
    private final VirtualTimers timers = new VirtualTimers();
    private final Duration timeout;
    private final Duration maxTimeout;
    private final Map<String, Long> delivered = new HashMap<>();
    private final Map<String, Long> deadlines = new HashMap<>();
    private final HeldMessages held;
    private int takenBack;
    private int messages;

    StrictNsqd(long timeoutMillis, long maxTimeoutMillis) {
        timeout = Duration.ofMillis(timeoutMillis);
        maxTimeout = Duration.ofMillis(maxTimeoutMillis);
        held =
                new HeldMessages(
                        new ChannelName("letters", "inkstream"),
                        new Wire(),
                        timers,
                        ConsumerMeter.NONE,
                        () -> {});
    }

    void deliverAfter(int millis) {
        pass(millis);
        String id = String.format("%016d", messages++);
        long now = timers.monotonicNanos();
        delivered.put(id, now);
        deadlines.put(id, now + timeout.toNanos());
        HeldMessage message = held.take(ScriptedConnection.message(id, 1));
        check(message);
    }

    void pass(long millis) {
        timers.advance(Duration.ofMillis(millis));
    }

    int takenBack() {
        return takenBack;
    }

    int pendingTimers() {
        return timers.pending();
    }

    /** At its deadline a message is either touched again or given up here before. */
    private void check(HeldMessage message) {
        long left = deadlines.get(message.id()) - timers.monotonicNanos();
        timers.after(
                Duration.ofNanos(left),
                () -> {
                    if (deadlines.get(message.id()) > timers.monotonicNanos()) {
                        check(message);
                    } else if (message.lost().isEmpty()) {
                        takenBack++;
                    }
                });
    }

    private final class Wire implements NsqConnection {
        @Override
        public NsqdAddress peer() {
            return new NsqdAddress("nsqd", 4150);
        }

        @Override
        public NsqdTerms terms() {
            return new NsqdTerms("1.3.0", 2500, timeout, maxTimeout);
        }

        @Override
        public Future<Void> send(Command command) {
            String id = command.bytes().toString(StandardCharsets.US_ASCII).strip().split(" ")[1];
            long stretched = timers.monotonicNanos() + timeout.toNanos();
            deadlines.put(id, Math.min(stretched, delivered.get(id) + maxTimeout.toNanos()));
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> ask(Command command) {
            return send(command);
        }

        @Override
        public Future<Void> ended() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
