package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each nsqlookupd again and again who has the topic. Whoever one of them named last is known;
 * one that fails changes nothing. Not thread-safe: used on the consumer's event loop.
 */
final class Discovery {
    private static final Logger LOGGER = LoggerFactory.getLogger(Discovery.class);
    private static final double JITTER = 0.3;
    private static final Timers.Timer NO_TIMER = () -> false;

    private final ConsumerOptions options;
    private final Lookup lookup;
    private final Timers timers;
    private final RandomGenerator random;
    private final ConsumerMeter meter;
    private final Consumer<Set<NsqdAddress>> found;
    private final Map<URI, Set<NsqdAddress>> named = new HashMap<>();
    private final Set<URI> failing = new HashSet<>();
    private Timers.Timer next = NO_TIMER;
    private boolean stopped;

    /**
     * @param found told of all that are known, after each answer
     */
    Discovery(
            ConsumerOptions options,
            Lookup lookup,
            Timers timers,
            RandomGenerator random,
            ConsumerMeter meter,
            Consumer<Set<NsqdAddress>> found) {
        this.options = options;
        this.lookup = lookup;
        this.timers = timers;
        this.random = random;
        this.meter = meter;
        this.found = found;
    }

    /** Completes when each was asked once, whatever they answered. */
    Future<Void> start() {
        return options.lookups().isEmpty() ? Future.succeededFuture() : round();
    }

    void stop() {
        stopped = true;
        next.cancel();
    }

    private Future<Void> round() {
        List<Future<Set<NsqdAddress>>> answers = options.lookups().stream().map(this::ask).toList();
        return Future.join(answers)
                .transform(
                        all -> {
                            again();
                            return Future.succeededFuture();
                        });
    }

    private Future<Set<NsqdAddress>> ask(URI server) {
        return lookup.producers(server, options.name().topic())
                .onSuccess(producers -> heard(server, producers))
                .onFailure(cause -> failed(server, cause));
    }

    private void again() {
        if (!stopped) {
            next = timers.after(Jitter.upTo(JITTER, options.lookupInterval(), random), this::round);
        }
    }

    private void heard(URI server, Set<NsqdAddress> producers) {
        if (stopped) {
            return;
        }
        if (failing.remove(server)) {
            LOGGER.atInfo().addKeyValue("peer", server).log("an nsqlookupd answers again");
        }
        named.put(server, Set.copyOf(producers));
        Set<NsqdAddress> all = new LinkedHashSet<>();
        named.values().forEach(all::addAll);
        found.accept(all);
    }

    private void failed(URI server, Throwable cause) {
        meter.count(ConsumerMeter.Event.LOOKUP_FAILED);
        if (failing.add(server)) {
            LOGGER.atWarn()
                    .addKeyValue("peer", server)
                    .addKeyValue("cause", cause.getMessage())
                    .log("an nsqlookupd cannot be asked; who it named before stays known");
        }
    }
}
