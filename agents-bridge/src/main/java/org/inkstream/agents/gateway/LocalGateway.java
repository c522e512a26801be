package org.inkstream.agents.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;

/** The gateway inside this process: an event loop with one queue for each endpoint. */
public final class LocalGateway implements Gateway {
    private final Vertx vertx;
    private final Map<String, EndpointLoop> loops = new LinkedHashMap<>();
    private final List<String> deployments = new ArrayList<>();

    private LocalGateway(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Completes when all endpoints may be asked; nothing is sent to them before that. Fails with
     * {@link IllegalArgumentException} that says everything that keeps them from being opened.
     *
     * @param kept where each endpoint's event loop keeps answers for whoever asks again
     */
    public static Future<LocalGateway> open(
            Vertx vertx,
            Collection<EndpointSpec> endpoints,
            EndpointOpener opener,
            Supplier<KeptAnswers> kept) {
        List<String> problems =
                endpoints.stream().flatMap(spec -> opener.problems(spec).stream()).toList();
        if (!problems.isEmpty()) {
            return Future.failedFuture(new IllegalArgumentException(String.join("\n  ", problems)));
        }
        LocalGateway gateway = new LocalGateway(vertx);
        Future<Void> opened = Future.succeededFuture();
        for (EndpointSpec spec : endpoints) {
            opened =
                    opened.compose(
                            before -> gateway.add(new EndpointLoop(spec, opener, kept), spec));
        }
        return opened.map(gateway);
    }

    private Future<Void> add(EndpointLoop loop, EndpointSpec spec) {
        return vertx.deployVerticle(loop, new DeploymentOptions())
                .map(
                        id -> {
                            deployments.add(id);
                            loops.put(spec.name(), loop);
                            return null;
                        });
    }

    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        EndpointLoop loop = loops.get(request.model().endpoint());
        return loop == null
                ? new NoGeneration(
                        new CallFailure(
                                ErrorClass.REFUSED,
                                "there is no endpoint '" + request.model().endpoint() + "'"))
                : loop.generate(request, progress);
    }

    /** What each endpoint has to do, in the order of the models file. */
    public Future<List<EndpointLoad>> loads() {
        List<Future<EndpointLoad>> loads = loops.values().stream().map(EndpointLoop::load).toList();
        return Future.all(loads).map(all -> all.<EndpointLoad>list());
    }

    /** Takes no more requests, and completes when those that it has taken have ended. */
    public Future<Void> drain() {
        List<Future<Void>> drains = loops.values().stream().map(EndpointLoop::drain).toList();
        return Future.all(drains).mapEmpty();
    }

    @Override
    public Future<Void> close() {
        List<Future<Void>> closes = deployments.stream().map(vertx::undeploy).toList();
        return Future.join(closes).mapEmpty();
    }
}
