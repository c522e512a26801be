package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.atomic.LongAdder;

/** Records what goes on between this process and nsqd. Thread-safe; recording allocates nothing. */
public final class NsqMeters {
    private final Family<Counter> commands;
    private final Family<Counter> messages;
    private final Counter connected;
    private final Counter failed;
    private final Counter heartbeatsMissed;
    private final LongAdder connections = new LongAdder();

    NsqMeters(Meters meters) {
        commands = meters.counters(MeterCatalogue.NSQ_COMMANDS);
        messages = meters.counters(MeterCatalogue.NSQ_MESSAGES);
        Family<Counter> connects = meters.counters(MeterCatalogue.NSQ_CONNECTS);
        connected = connects.of("connected");
        failed = connects.of("failed");
        heartbeatsMissed = meters.counter(MeterCatalogue.NSQ_HEARTBEATS_MISSED);
        meters.gauge(MeterCatalogue.NSQ_CONNECTIONS, connections::sum);
    }

    /**
     * @param command its first word, such as {@code PUB}
     * @param outcome {@code done}, {@code refused}, {@code too_late} or {@code unknown}
     */
    public void ended(String command, String outcome, int count) {
        commands.of(command, outcome).increment(count);
    }

    /**
     * @param event what became of a message that was delivered, such as {@code finished}
     */
    public void message(String event) {
        messages.of(event).increment();
    }

    /** A connection is greeted; {@link #disconnected} is told when it ends. */
    public void connected() {
        connected.increment();
        connections.increment();
    }

    public void disconnected() {
        connections.decrement();
    }

    /** A connection did not come about. */
    public void connectFailed() {
        failed.increment();
    }

    public void heartbeatMissed() {
        heartbeatsMissed.increment();
    }
}
