package org.inkstream.pipeline.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.inkstream.metrics.Scrape;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.ops.Overview;

/**
 * Serves {@code /metrics}, {@code /health/live} (is it stuck), {@code /health/ready} (does it take
 * work) and {@code /health} (how do its parts stand); 503 where the answer is no.
 */
public final class ManagementServer {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Where it listens.
     *
     * @param setting that says the port, for people
     */
    public record Place(String host, int port, String setting) {}

    /**
     * Binds and serves.
     *
     * @param scrape the metrics, in the format that is asked for
     */
    public static Future<ManagementServer> start(
            Vertx vertx, Place place, Health health, Scrape scrape) {
        ManagementServer management = new ManagementServer(vertx.createHttpServer());
        return management
                .server
                .requestHandler(routes(health, scrape))
                .listen(place.port(), place.host())
                .map(listening -> management)
                .recover(
                        cause ->
                                Future.failedFuture(
                                        new IllegalStateException(
                                                "cannot serve http on %s:%d (%s); set %s to a free port"
                                                        .formatted(
                                                                place.host(),
                                                                place.port(),
                                                                cause.getMessage(),
                                                                place.setting()),
                                                cause)));
    }

    /** The same for a server that has a port already; other paths are not found. */
    public static Handler<HttpServerRequest> routes(Health health, Scrape scrape) {
        return request -> answer(request, health, scrape);
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.close();
    }

    private static void answer(HttpServerRequest request, Health health, Scrape scrape) {
        if (!READING.contains(request.method())) {
            request.response().setStatusCode(METHOD_NOT_ALLOWED).end();
            return;
        }
        switch (request.path()) {
            case "/metrics" -> scrape(request, scrape);
            case "/health" -> {
                Overview.Report now = health.overview();
                report(request, now.useful(), now.json());
            }
            case "/health/live" -> report(request, health.liveness());
            case "/health/ready" -> report(request, health.readiness());
            default -> request.response().setStatusCode(NOT_FOUND).end();
        }
    }

    private static void scrape(HttpServerRequest request, Scrape scrape) {
        // One header or several: what stands in them is one list.
        Scrape.Page page =
                scrape.answering(String.join(",", request.headers().getAll(HttpHeaders.ACCEPT)));
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType())
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .end(page.body());
    }

    private static void report(HttpServerRequest request, Health.Report report) {
        report(request, report.up(), report.toJson());
    }

    private static void report(HttpServerRequest request, boolean up, JsonObject body) {
        request.response()
                .setStatusCode(up ? OK : UNAVAILABLE)
                .putHeader("content-type", "application/json")
                .end(body.toBuffer());
    }
}
