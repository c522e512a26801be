package org.inkstream.app.models;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.inkstream.app.BuildVersion;
import org.inkstream.app.service.SeenEndpoints;
import org.inkstream.config.HttpSettings;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.http.ManagementServer;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.ops.Overview;
import org.inkstream.time.Timers;

/** The parts of a gateway as the health endpoints see and name them. */
final class GatewayHealth {
    private final Health health;

    private GatewayHealth(Health health) {
        this.health = health;
    }

    /**
     * @param ready why it takes no requests, empty if it does
     * @param store whether the store of answers and budgets answers
     * @param clock read on any thread
     */
    static GatewayHealth of(
            Supplier<Optional<String>> ready,
            Supplier<Health.Check> store,
            SeenEndpoints seen,
            Timers clock) {
        Supplier<Health.Check> takes =
                () -> {
                    Optional<String> why = ready.get();
                    return new Health.Check("requests", why.isEmpty(), why.orElse("are taken"));
                };
        List<Overview.Part> parts =
                new ArrayList<>(
                        List.of(
                                new Overview.Part(
                                        "queue",
                                        true,
                                        () -> Stream.of(takes.get(), seen.turning())),
                                // Without it answers are not kept, and what is limited waits; the
                                // rest goes on.
                                new Overview.Part(
                                        "database", false, () -> Stream.of(store.get()))));
        parts.addAll(seen.parts());
        return new GatewayHealth(
                new Health(
                        List.of(seen::turning),
                        List.of(takes),
                        new Overview(BuildVersion.number(), clock, parts)));
    }

    Future<ManagementServer> serve(Vertx vertx, HttpSettings settings, Metrics metrics) {
        return ManagementServer.start(
                vertx,
                new ManagementServer.Place(
                        settings.host(), settings.gatewayPort(), "http.gatewayPort"),
                health,
                metrics.scrape());
    }
}
