package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.inkstream.agents.gateway.schedule.ServerLoad;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server again and again what it has to do, while it has anything to do. Used on the
 * endpoint's event loop.
 */
final class LoadWatch {
    private static final Duration EVERY = Duration.ofMillis(250);

    private final ModelEndpoint endpoint;
    private final Timers timers;
    private final Consumer<Optional<ServerLoad>> told;
    private Timers.@Nullable Timer next;
    private boolean asking;
    private boolean wanted;

    /**
     * @param told hears each answer, empty if there was none
     */
    LoadWatch(ModelEndpoint endpoint, Timers timers, Consumer<Optional<ServerLoad>> told) {
        this.endpoint = endpoint;
        this.timers = timers;
        this.told = told;
    }

    /**
     * @param busy whether the server has anything to do
     */
    void watch(boolean busy) {
        wanted = busy;
        if (busy && next == null && !asking) {
            next = timers.after(EVERY, this::ask);
        } else if (!busy && next != null) {
            next.cancel();
            next = null;
        }
    }

    private void ask() {
        next = null;
        asking = true;
        endpoint.load().onComplete(this::hear);
    }

    private void hear(AsyncResult<ModelEndpoint.Load> load) {
        asking = false;
        if (!wanted) {
            return;
        }
        watch(true);
        told.accept(
                load.succeeded()
                        ? Optional.of(
                                new ServerLoad(load.result().running(), load.result().waiting()))
                        : Optional.empty());
    }
}
