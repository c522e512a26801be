package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.door.FrontDoor;
import org.inkstream.agents.gateway.fusion.Fused;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.GatewaySettings;
import org.inkstream.models.ModelCatalogue;

/**
 * A gateway for other processes, over HTTP: for ours, and by its front door for agents that know
 * Ollama's API. Answers on its own event loop.
 */
public final class GatewayServer {
    /** The longest letter with its prompt and findings, twice. */
    private static final int LARGEST_REQUEST_BYTES = 4 << 20;

    /** Each of them is a request that waits or is worked on. */
    private static final long STREAMS = 10_000;

    private final HttpServer http;
    private final LocalGateway gateway;
    private final ModelCatalogue models;
    private final FrontDoor door;
    private final BooleanSupplier leads;
    private volatile boolean ready = true;

    private GatewayServer(
            Vertx vertx, LocalGateway gateway, ModelCatalogue models, BooleanSupplier leads) {
        this.gateway = gateway;
        this.models = models;
        this.leads = leads;
        this.door = new FrontDoor(vertx, gateway::generate, models);
        HttpServerOptions options = new HttpServerOptions();
        options.getInitialSettings().setMaxConcurrentStreams(STREAMS);
        this.http = vertx.createHttpServer(options).requestHandler(this::route);
    }

    /** Completes when it listens. */
    public static Future<GatewayServer> start(
            Vertx vertx, GatewaySettings settings, LocalGateway gateway, ModelCatalogue models) {
        return start(vertx, settings, gateway, models, () -> true);
    }

    /**
     * Completes when it listens.
     *
     * @param leads whether this is the one gateway at this moment; while it is not, requests are
     *     refused as if nobody were there. Called on event loops.
     */
    public static Future<GatewayServer> start(
            Vertx vertx,
            GatewaySettings settings,
            LocalGateway gateway,
            ModelCatalogue models,
            BooleanSupplier leads) {
        GatewayServer server = new GatewayServer(vertx, gateway, models, leads);
        return server.http.listen(settings.port(), settings.host()).map(server);
    }

    /** Where it listens. */
    public int port() {
        return http.actualPort();
    }

    /** Whether it takes requests. Called on any thread. */
    public boolean isReady() {
        return ready && leads.getAsBoolean();
    }

    /** Says from now on that it takes no more requests. */
    public void unready() {
        ready = false;
    }

    /** Closes the port; generations in the air are aborted. */
    public Future<Void> close() {
        return http.close();
    }

    private void route(HttpServerRequest request) {
        boolean reads = HttpMethod.GET.equals(request.method());
        switch (request.path()) {
            case GatewayWire.PATH -> {
                if (!leads.getAsBoolean()) {
                    standsBy(request);
                } else if (HttpMethod.POST.equals(request.method())) {
                    receive(request);
                } else {
                    end(request, 405, new JsonObject().put("error", "use POST"));
                }
            }
            case "/health/live" -> end(request, 200, new JsonObject().put("status", "up"));
            case "/health/ready" ->
                    end(
                            request,
                            isReady() ? 200 : 503,
                            new JsonObject().put("status", isReady() ? "up" : "ending"));
            case "/endpoints" -> {
                if (reads) {
                    shown().onSuccess(endpoints -> end(request, 200, endpoints));
                } else {
                    end(request, 405, new JsonObject().put("error", "use GET"));
                }
            }
            default -> {
                if (FrontDoor.hasPath(request.path()) && !leads.getAsBoolean()) {
                    standsBy(request);
                } else if (FrontDoor.hasPath(request.path())) {
                    door.serve(request);
                } else {
                    end(request, 404, new JsonObject().put("error", "no such path"));
                }
            }
        }
    }

    private static void standsBy(HttpServerRequest request) {
        end(request, 503, new JsonObject().put("error", "another gateway serves"));
    }

    private void receive(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        request.handler(
                chunk -> {
                    if (body.length() <= LARGEST_REQUEST_BYTES) {
                        body.appendBuffer(chunk);
                    }
                });
        request.endHandler(
                ended -> {
                    if (body.length() > LARGEST_REQUEST_BYTES) {
                        end(request, 413, new JsonObject().put("error", "too large"));
                    } else {
                        begin(request, body);
                    }
                });
    }

    private void begin(HttpServerRequest request, Buffer body) {
        ModelRequest asked;
        try {
            asked = GatewayWire.request(body, tag(request));
        } catch (RuntimeException noRequest) {
            end(request, 400, new JsonObject().put("error", "no request for a generation"));
            return;
        }
        HttpServerResponse response =
                request.response()
                        .setChunked(true)
                        .putHeader(HttpHeaders.CONTENT_TYPE, GatewayWire.LINES);
        if (knows(asked)) {
            served(response, asked).start(gateway);
        } else {
            ServedGeneration.refuse(
                    response,
                    new CallFailure(
                            ErrorClass.REFUSED,
                            "the gateway's models file says otherwise of model '"
                                    + asked.model().name()
                                    + "'; all processes must have the same"));
        }
    }

    private ServedGeneration served(HttpServerResponse response, ModelRequest asked) {
        String provider = models.endpointOf(asked.model()).provider();
        return new ServedGeneration(
                response, Vertx.currentContext(), asked, asked.atMost(provider));
    }

    /**
     * Whoever names a model means what this process has read of it, or else gets something else.
     */
    private boolean knows(ModelRequest asked) {
        return asked.model().equals(models.models().get(asked.model().name()));
    }

    private static CallTag tag(HttpServerRequest request) {
        String header = request.getHeader(GatewayWire.TAG_HEADER);
        if (header == null) {
            return CallTag.anonymous("");
        }
        JsonObject json = new JsonObject(header);
        return CallTag.fromJson(json.getValue("tool") instanceof String tool ? tool : "", json);
    }

    /** Servers each for itself; tools are asked together before one of several is chosen. */
    private Future<JsonObject> shown() {
        return Future.all(gateway.reports(), gateway.fused())
                .map(both -> shown(both.resultAt(0), both.resultAt(1)));
    }

    private static JsonObject shown(List<EndpointReport> reports, Map<String, Fused> fused) {
        JsonArray endpoints = new JsonArray();
        reports.forEach(report -> endpoints.add(report.toJson()));
        JsonArray together = new JsonArray();
        fused.forEach(
                (endpoint, came) -> {
                    if (!came.equals(Fused.NONE)) {
                        together.add(came.toJson().put("endpoint", endpoint));
                    }
                });
        return new JsonObject().put("endpoints", endpoints).put("fused", together);
    }

    private static void end(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body.toBuffer());
    }
}
