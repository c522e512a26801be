package org.inkstream.app.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.app.BuildVersion;
import org.inkstream.config.HttpSettings;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.http.ManagementServer;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.ops.Overview;
import org.inkstream.time.Timers;

/** The parts of a service as the health endpoints see and name them. */
record ServiceParts(
        Readiness readiness,
        List<Inlet> inlets,
        List<WorkflowLoop> loops,
        Surroundings surroundings,
        SeenEndpoints endpoints) {
    /** Opens the management port. */
    Future<ManagementServer> serve(
            Vertx vertx, HttpSettings settings, Timers clock, Metrics metrics) {
        return ManagementServer.start(
                vertx,
                new ManagementServer.Place(settings.host(), settings.port(), "http.port"),
                health(clock),
                metrics.scrape());
    }

    /** What probes ask for. */
    private Health health(Timers clock) {
        List<Supplier<Health.Check>> live = new ArrayList<>();
        loops.forEach(loop -> live.add(loop.watch()::check));
        List<Supplier<Health.Check>> ready = new ArrayList<>();
        ready.add(readiness::check);
        inlets.forEach(inlet -> ready.add(inlet::check));
        ready.add(surroundings::store);
        return new Health(live, ready, overview(clock));
    }

    private Overview overview(Timers clock) {
        List<Overview.Part> parts =
                new ArrayList<>(
                        List.of(
                                new Overview.Part(
                                        "database", true, () -> Stream.of(surroundings.store())),
                                new Overview.Part("queue", true, this::sources),
                                // Loops that turn, not work that is young: a slow model is no
                                // illness.
                                new Overview.Part(
                                        "workers",
                                        true,
                                        () -> loops.stream().map(loop -> loop.watch().check())),
                                // A letter whose agent or model is away ends without it, and is
                                // healed later.
                                new Overview.Part(
                                        "endpoints",
                                        false,
                                        () -> Stream.of(agents(), endpoints.servers()))));
        parts.addAll(endpoints.limits());
        return new Overview(BuildVersion.number(), clock, parts);
    }

    private Stream<Health.Check> sources() {
        return Stream.concat(Stream.of(readiness.check()), inlets.stream().map(Inlet::check));
    }

    private Health.Check agents() {
        TreeSet<String> away =
                loops.stream()
                        .map(WorkflowLoop::agentsAway)
                        .flatMap(Collection::stream)
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Health.Check(
                "agents",
                away.isEmpty(),
                away.isEmpty() ? "all are called" : "left alone: " + String.join(", ", away));
    }
}
