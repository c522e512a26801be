package org.inkstream.loadtest.peers.gpu.http;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.inkstream.loadtest.peers.gpu.Engine;
import org.inkstream.time.Timers;

/**
 * One engine with everything that is known about what it was asked, from the server's start or its
 * last reset until the next. Used on the server's event loop.
 */
final class Life implements AutoCloseable {
    /** Real time: streams are brought up to date so often, all at once. */
    private static final Duration STREAM_TICK = Duration.ofMillis(10);

    private final ServerPlan plan;
    private final Face face;
    private final Timers real;
    private final Asked asked = new Asked();
    private final Samples samples;
    private final Set<Exchange> streams = new LinkedHashSet<>();
    private boolean ticking;
    private int requests;

    Life(ServerPlan plan, Timers real, Timers simulated) {
        this.plan = plan;
        this.real = real;
        this.face = plan.engine().face(plan, simulated);
        this.samples = new Samples(face.engine(), simulated);
    }

    /** To be called once, before the first request. */
    void begin() {
        face.engine().faults().odds(plan.faults());
        samples.begin();
        face.begin();
    }

    ServerPlan plan() {
        return plan;
    }

    Face face() {
        return face;
    }

    Engine engine() {
        return face.engine();
    }

    Asked asked() {
        return asked;
    }

    Samples samples() {
        return samples;
    }

    int nextNumber() {
        requests++;
        return requests;
    }

    /** Writes what has come out until it has ended. */
    void stream(Exchange exchange) {
        streams.add(exchange);
        if (!ticking) {
            tickLater();
        }
    }

    void streamed(Exchange exchange) {
        streams.remove(exchange);
    }

    private void tickLater() {
        ticking = true;
        real.after(STREAM_TICK, this::tick);
    }

    private void tick() {
        ticking = false;
        if (streams.isEmpty()) {
            return;
        }
        // The first question brings all up to date; answers that end by it leave the set.
        streams.iterator().next().work().tokens();
        streams.forEach(Exchange::writeWhatCame);
        if (!streams.isEmpty()) {
            tickLater();
        }
    }

    @Override
    public void close() {
        samples.close();
        face.engine().close();
    }
}
