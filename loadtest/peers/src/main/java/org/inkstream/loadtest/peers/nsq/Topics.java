package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.time.Timers;

/**
 * All that an nsqd holds. What is due is looked for every 100 ms, but only in those channels that
 * there were at the last look around, which is every 5 s: a message that is put off in a new
 * channel comes late. Used on one event loop.
 */
final class Topics {
    private static final Duration SCAN = Duration.ofMillis(100);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(5);

    private final NsqdRules rules;
    private final Timers timers;
    private final Map<String, Topic> byName = new LinkedHashMap<>();
    private final List<Channel> scanned = new ArrayList<>();
    private final List<Timers.Timer> ticking = new ArrayList<>();
    private long lastId;

    Topics(NsqdRules rules, Timers timers) {
        this.rules = rules;
        this.timers = timers;
    }

    /** From now on time passes in them. */
    void start() {
        lookAround();
        every(SCAN, () -> List.copyOf(scanned).forEach(Channel::scan));
        every(LOOK_AROUND, this::lookAround);
        every(NsqdRules.SYNC_TIMEOUT, () -> byName.values().forEach(Topic::sync));
    }

    private void every(Duration pause, Runnable task) {
        int slot = ticking.size();
        Runnable again =
                new Runnable() {
                    @Override
                    public void run() {
                        task.run();
                        ticking.set(slot, timers.after(pause, this));
                    }
                };
        ticking.add(timers.after(pause, again));
    }

    private void lookAround() {
        scanned.clear();
        byName.values().forEach(topic -> scanned.addAll(topic.channels()));
    }

    /** The one of this name, made where there is none. */
    Topic topic(String name) {
        return byName.computeIfAbsent(
                name,
                missing -> new Topic(rules, () -> new Channel(rules, timers::monotonicNanos)));
    }

    void publish(String topic, Buffer body, Duration delay) {
        Instant now = timers.now();
        lastId++;
        topic(topic)
                .put(
                        new Queued(
                                String.format("%016x", lastId),
                                now.getEpochSecond() * 1_000_000_000L + now.getNano(),
                                0,
                                delay,
                                body));
    }

    /** What {@code kill -9} does; names of topics and channels stay. */
    void crash() {
        stop();
        byName.values().forEach(Topic::crash);
    }

    /** What {@code kill} does. */
    void flush() {
        stop();
        byName.values().forEach(Topic::flush);
    }

    private void stop() {
        ticking.forEach(Timers.Timer::cancel);
        ticking.clear();
    }
}
