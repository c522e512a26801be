package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.gateway.schedule.Estimate;
import org.inkstream.agents.gateway.schedule.Known;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a queue what was learned of its calls before this process began, and writes down what it
 * learns: what has changed, every half minute and at the end. A store that does not answer costs
 * what was learned, never the start. Used on the endpoint's event loop.
 */
final class KeptEstimates {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeptEstimates.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String endpoint;
    private final EndpointQueue queue;
    private final EstimateStore store;
    private final Timers timers;
    private final Map<Kind, Estimate> written = new HashMap<>();
    private Timers.Timer next = () -> false;
    private boolean stopped;

    private record Kind(String model, String tool) {
        static Kind of(Known known) {
            return new Kind(known.model(), known.tool());
        }
    }

    KeptEstimates(String endpoint, EndpointQueue queue, EstimateStore store, Timers timers) {
        this.endpoint = endpoint;
        this.queue = queue;
        this.store = store;
        this.timers = timers;
    }

    /** Completes when the queue knows what there is, or nobody says. Never fails. */
    Future<Void> start() {
        return Deadlines.within(timers, PATIENCE, store.read(endpoint))
                .onSuccess(this::remember)
                .onFailure(why -> complain(why, "what was learned of calls cannot be read"))
                .onComplete(over -> later())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private void remember(List<Known> before) {
        queue.remember(before);
        before.forEach(one -> written.put(Kind.of(one), one.estimate()));
    }

    private void later() {
        if (!stopped) {
            next = timers.after(EVERY, () -> write().onComplete(over -> later()));
        }
    }

    /** Writes the rest; completes when that is done, or given up. Never fails. */
    Future<Void> stop() {
        stopped = true;
        next.cancel();
        return write();
    }

    private Future<Void> write() {
        List<Known> changed =
                queue.report().calls().stream()
                        .filter(one -> !one.estimate().equals(written.get(Kind.of(one))))
                        .toList();
        if (changed.isEmpty()) {
            return Future.succeededFuture();
        }
        return Deadlines.within(timers, PATIENCE, store.write(endpoint, changed))
                .onSuccess(
                        done -> changed.forEach(one -> written.put(Kind.of(one), one.estimate())))
                .onFailure(why -> complain(why, "what was learned of calls is not written down"))
                .otherwiseEmpty();
    }

    private void complain(Throwable why, String what) {
        LOGGER.atWarn()
                .addKeyValue("endpoint", endpoint)
                .addKeyValue("cause", String.valueOf(why.getMessage()))
                .log(what);
    }
}
