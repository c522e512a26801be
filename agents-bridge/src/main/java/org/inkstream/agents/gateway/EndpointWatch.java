package org.inkstream.agents.gateway;

import java.time.Duration;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.time.Timers;

/**
 * Tells a listener every second how a queue stands, and looks at the server behind it every quarter
 * of a minute, also when nothing is asked. Used on the endpoint's event loop.
 */
final class EndpointWatch {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int LOOKS_EVERY = 15;

    private final String name;
    private final EndpointQueue queue;
    private final ModelEndpoint endpoint;
    private final EndpointListener listener;
    private final Timers timers;
    private Timers.Timer next = () -> false;
    private int tick;
    private boolean looking;

    EndpointWatch(
            String name,
            EndpointQueue queue,
            ModelEndpoint endpoint,
            EndpointListener listener,
            Timers timers) {
        this.name = name;
        this.queue = queue;
        this.endpoint = endpoint;
        this.listener = listener;
        this.timers = timers;
    }

    /** Tells and looks from now on, until {@link #stop}. */
    void start() {
        queue.tell();
        if (tick % LOOKS_EVERY == 0 && !looking) {
            look();
        }
        tick++;
        next = timers.after(EVERY, this::start);
    }

    void stop() {
        next.cancel();
        queue.tell();
    }

    private void look() {
        looking = true;
        endpoint.look()
                .onSuccess(sight -> listener.looked(name, sight))
                .onFailure(why -> listener.silent(name, why))
                .onComplete(over -> looking = false);
    }
}
