package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.fusion.Fused;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.jspecify.annotations.Nullable;

/**
 * One server on an event loop of its own, which owns its client and its queue. Its methods are for
 * any thread, once it is deployed.
 */
final class EndpointLoop extends VerticleBase implements ServedEndpoint, Replica {
    private final EndpointSpec spec;
    private final EndpointParts parts;
    private final ReplicaWatch replica;
    private @Nullable EndpointQueue queue;
    private @Nullable EndpointWatch watch;
    private @Nullable SlotsWatch slots;
    private @Nullable KeptEstimates estimates;

    /** Before one of several stands whoever chooses among them. */
    private @Nullable Front front;

    private EndpointLoop(EndpointSpec spec, EndpointParts parts, ReplicaWatch replica) {
        this.spec = spec;
        this.parts = parts;
        this.replica = replica;
    }

    /** The only server of its endpoint. */
    static EndpointLoop alone(EndpointSpec spec, EndpointParts parts) {
        return new EndpointLoop(spec, parts, ReplicaWatch.NOBODY);
    }

    /** One of several. */
    static EndpointLoop replica(EndpointSpec spec, EndpointParts parts, ReplicaWatch replica) {
        return new EndpointLoop(spec, parts, replica);
    }

    @Override
    public Future<?> start() {
        Timers timers = new VertxTimers(vertx, context);
        ModelEndpoint endpoint = parts.opener().open(vertx, spec, timers);
        EndpointQueue opened = new EndpointQueue(spec, endpoint, parts.listener(), timers, replica);
        queue = opened;
        if (replica.isAlone()) {
            front = new Front(opened::generate, parts.kept().get(), timers);
        }
        if (spec.showsSlots()) {
            slots = new SlotsWatch(endpoint, timers, opened::shows);
            slots.start();
        }
        if (parts.listener() != EndpointListener.NONE) {
            watch = new EndpointWatch(spec.name(), opened, endpoint, parts.listener(), timers);
            watch.start();
        }
        KeptEstimates before = new KeptEstimates(spec.name(), opened, parts.estimates(), timers);
        estimates = before;
        return before.start();
    }

    @Override
    public Future<?> stop() {
        if (watch != null) {
            watch.stop();
        }
        if (slots != null) {
            slots.stop();
        }
        Future<Void> closed = queue().close();
        front().ifPresent(Front::flush);
        return estimates == null ? closed : estimates.stop().compose(written -> closed);
    }

    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        return Hop.to(
                context,
                () ->
                        front == null
                                ? queue().generate(request, progress)
                                : front.generate(request, progress));
    }

    @Override
    public Future<Void> giveBackLast() {
        return here(
                () -> {
                    queue().giveBackLast();
                    return Future.succeededFuture();
                });
    }

    @Override
    public Future<List<EndpointReport>> reports() {
        return here(() -> Future.succeededFuture(List.of(queue().report())));
    }

    @Override
    public Future<Fused> fused() {
        return here(() -> Future.succeededFuture(front().map(Front::fused).orElse(Fused.NONE)));
    }

    @Override
    public Future<Void> drain() {
        return here(
                () -> {
                    front().ifPresent(Front::flush);
                    return queue().drain();
                });
    }

    private <T> Future<T> here(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    private Optional<Front> front() {
        return Optional.ofNullable(front);
    }

    private EndpointQueue queue() {
        if (queue == null) {
            throw new IllegalStateException("the endpoint's event loop is not deployed yet");
        }
        return queue;
    }
}
