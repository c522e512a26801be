package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.inkstream.time.VirtualTimers;

/** Drives an engine through a backlog of chains, so many at a time, each chain one by one. */
final class Driver {
    private static final Duration STEP = Duration.ofSeconds(10);

    private final Engine engine;
    private final VirtualTimers timers;
    private final Deque<List<Order>> backlog = new ArrayDeque<>();
    final List<Ending> endings = new ArrayList<>();
    private int running;
    private Duration took = Duration.ZERO;

    Driver(Engine engine, VirtualTimers timers) {
        this.engine = engine;
        this.timers = timers;
    }

    Driver chain(List<Order> orders) {
        backlog.add(orders);
        return this;
    }

    Driver each(List<Order> orders) {
        orders.forEach(order -> backlog.add(List.of(order)));
        return this;
    }

    /** How long it takes until all have ended. */
    Duration run(int atATime) {
        long begun = timers.monotonicNanos();
        begin(atATime, begun);
        while (running > 0) {
            timers.advance(STEP);
        }
        return took;
    }

    private void begin(int atATime, long begun) {
        while (running < atATime && !backlog.isEmpty()) {
            running++;
            next(new ArrayDeque<>(backlog.remove()), atATime, begun);
        }
    }

    private void next(Deque<Order> chain, int atATime, long begun) {
        if (chain.isEmpty()) {
            running--;
            took = Duration.ofNanos(timers.monotonicNanos() - begun);
            begin(atATime, begun);
            return;
        }
        engine.submit(chain.remove())
                .ending()
                .onSuccess(
                        how -> {
                            endings.add(how);
                            next(chain, atATime, begun);
                        });
    }
}
