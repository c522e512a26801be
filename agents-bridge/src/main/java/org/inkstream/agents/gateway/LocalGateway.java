package org.inkstream.agents.gateway;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.fusion.Fused;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;

/** The gateway inside this process: an event loop with one queue for each server. */
public final class LocalGateway implements Gateway {
    private final Vertx vertx;
    private final Map<String, ServedEndpoint> served = new LinkedHashMap<>();
    private final List<String> deployments = new ArrayList<>();

    private LocalGateway(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Completes when all endpoints may be asked; nothing is sent to them before that. Fails with
     * {@link IllegalArgumentException} that says everything that keeps them from being opened.
     */
    public static Future<LocalGateway> open(
            Vertx vertx, Collection<EndpointSpec> endpoints, EndpointParts parts) {
        List<String> problems =
                endpoints.stream()
                        .flatMap(spec -> spec.replicas().stream())
                        .flatMap(spec -> parts.opener().problems(spec).stream())
                        .distinct()
                        .toList();
        if (!problems.isEmpty()) {
            return Future.failedFuture(new IllegalArgumentException(String.join("\n  ", problems)));
        }
        LocalGateway gateway = new LocalGateway(vertx);
        Future<Void> opened = Future.succeededFuture();
        for (EndpointSpec spec : endpoints) {
            opened = opened.compose(before -> gateway.add(spec, parts));
        }
        return opened.map(gateway);
    }

    private Future<Void> add(EndpointSpec spec, EndpointParts parts) {
        if (spec.urls().size() == 1) {
            EndpointLoop loop = EndpointLoop.alone(spec, parts);
            return add(spec.name(), loop, loop);
        }
        ReplicatedEndpoint several = new ReplicatedEndpoint(spec, parts);
        return add(spec.name(), several, several);
    }

    private Future<Void> add(String name, Deployable loop, ServedEndpoint endpoint) {
        return vertx.deployVerticle(loop, new DeploymentOptions())
                .map(
                        id -> {
                            deployments.add(id);
                            served.put(name, endpoint);
                            return null;
                        });
    }

    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        ServedEndpoint endpoint = served.get(request.model().endpoint());
        return endpoint == null
                ? new NoGeneration(
                        new CallFailure(
                                ErrorClass.REFUSED,
                                "there is no endpoint '" + request.model().endpoint() + "'"))
                : endpoint.generate(request, progress);
    }

    /** What each server has to do, in the order of the models file. */
    public Future<List<EndpointLoad>> loads() {
        return reports().map(all -> all.stream().map(EndpointReport::load).toList());
    }

    /** The same with how long their calls take, and how those of one endpoint stand. */
    public Future<List<EndpointReport>> reports() {
        List<Future<List<EndpointReport>>> reports =
                served.values().stream().map(ServedEndpoint::reports).toList();
        return Future.all(reports)
                .map(
                        all ->
                                all.<List<EndpointReport>>list().stream()
                                        .flatMap(List::stream)
                                        .toList());
    }

    /** What came of asking tools together, by endpoint and in the order of the models file. */
    public Future<Map<String, Fused>> fused() {
        return Future.all(served.values().stream().map(ServedEndpoint::fused).toList())
                .map(
                        all -> {
                            Iterator<Fused> each = all.<Fused>list().iterator();
                            Map<String, Fused> byName = new LinkedHashMap<>();
                            served.keySet().forEach(name -> byName.put(name, each.next()));
                            return byName;
                        });
    }

    /** Takes no more requests, and completes when those that it has taken have ended. */
    public Future<Void> drain() {
        List<Future<Void>> drains = served.values().stream().map(ServedEndpoint::drain).toList();
        return Future.all(drains).mapEmpty();
    }

    @Override
    public Future<Void> close() {
        List<Future<Void>> closes = deployments.stream().map(vertx::undeploy).toList();
        return Future.join(closes).mapEmpty();
    }
}
