package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.balance.Balancer;
import org.inkstream.agents.gateway.balance.Standing;
import org.inkstream.agents.gateway.fusion.Fused;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint with several servers, each with a queue on an event loop of its own. This one has an
 * event loop too, on which it is decided where a request goes, and where answers are shared and
 * kept whatever server they come from. Its methods are for any thread, once it is deployed.
 */
final class ReplicatedEndpoint extends VerticleBase implements ServedEndpoint {
    private final EndpointSpec spec;
    private final EndpointParts parts;
    private final List<EndpointLoop> servers = new ArrayList<>();
    private @Nullable Placing placing;
    private @Nullable Front front;

    ReplicatedEndpoint(EndpointSpec spec, EndpointParts parts) {
        this.spec = spec;
        this.parts = parts;
        for (EndpointSpec replica : spec.replicas()) {
            servers.add(EndpointLoop.replica(replica, parts, new Watch(servers.size())));
        }
    }

    /** The servers' event loops end with this one. */
    @Override
    public Future<?> start() {
        Timers timers = new VertxTimers(vertx, context);
        Placing opened =
                new Placing(
                        spec.name(),
                        new Balancer(spec.urls(), spec.balance(), spec.firstConcurrent()),
                        servers,
                        timers,
                        task -> context.runOnContext(now -> task.run()));
        placing = opened;
        front = new Front(opened::generate, parts.kept().get(), timers);
        return Future.all(servers.stream().map(vertx::deployVerticle).toList());
    }

    @Override
    public Future<?> stop() {
        front().flush();
        return Future.succeededFuture();
    }

    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        return Hop.to(context, () -> front().generate(request, progress));
    }

    @Override
    public Future<List<EndpointReport>> reports() {
        return here(() -> Future.succeededFuture(standings()))
                .compose(
                        standings ->
                                Future.all(servers.stream().map(EndpointLoop::reports).toList())
                                        .map(
                                                all ->
                                                        joined(
                                                                all.<List<EndpointReport>>list(),
                                                                standings)));
    }

    private static List<EndpointReport> joined(
            List<List<EndpointReport>> reports, List<Standing> standings) {
        return IntStream.range(0, standings.size())
                .boxed()
                .flatMap(
                        server ->
                                reports.get(server).stream()
                                        .map(report -> report.standing(standings.get(server))))
                .toList();
    }

    private List<Standing> standings() {
        return IntStream.range(0, servers.size()).mapToObj(placing()::standing).toList();
    }

    @Override
    public Future<Fused> fused() {
        return here(() -> Future.succeededFuture(front().fused()));
    }

    @Override
    public Future<Void> drain() {
        return here(
                () -> {
                    front().flush();
                    return placing().drain();
                });
    }

    private <T> Future<T> here(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    private Placing placing() {
        if (placing == null) {
            throw new IllegalStateException("the endpoint's event loop is not deployed yet");
        }
        return placing;
    }

    private Front front() {
        if (front == null) {
            throw new IllegalStateException("the endpoint's event loop is not deployed yet");
        }
        return front;
    }

    /** Takes what one server's event loop tells over to this one's. */
    private final class Watch implements ReplicaWatch {
        private final int server;
        private boolean room;
        private boolean spare;

        Watch(int server) {
            this.server = server;
        }

        @Override
        public void isUp(boolean up) {
            context.runOnContext(now -> placing().isUp(server, up));
        }

        @Override
        public void bears(int atOnce) {
            context.runOnContext(now -> placing().bears(server, atOnce));
        }

        @Override
        public void stands(boolean hasRoom, boolean hasSpare) {
            if (hasRoom != room || hasSpare != spare) {
                room = hasRoom;
                spare = hasSpare;
                context.runOnContext(now -> placing().stands(server, hasRoom, hasSpare));
            }
        }
    }
}
