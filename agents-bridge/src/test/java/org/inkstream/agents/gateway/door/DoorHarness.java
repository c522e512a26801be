package org.inkstream.agents.gateway.door;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.answers.MemoryAnswers;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.gateway.EndpointParts;
import org.inkstream.agents.gateway.GatewayServer;
import org.inkstream.agents.gateway.LocalGateway;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.config.GatewaySettings;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelSpec;
import org.inkstream.models.Route;
import org.inkstream.time.VirtualTimers;

/** A model server, the gateway before it, and its front door, all over real sockets. */
final class DoorHarness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Vertx vertx = Vertx.vertx();
    final ScriptedModelServer peer;
    private final LocalGateway gateway;
    private final GatewayServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** With two requests at once, of which one is worked on and one waits. */
    DoorHarness(Dialect dialect) {
        this(dialect, EndpointOpener.of(ModelEndpoints.ofProcess()));
    }

    /**
     * The same.
     *
     * @param opener of the client to the server
     */
    DoorHarness(Dialect dialect, EndpointOpener opener) {
        peer = ScriptedModelServer.start(vertx, dialect).await();
        EndpointSpec endpoint =
                new EndpointSpec(
                        "gpu",
                        EndpointSpec.Kind.valueOf(dialect.name()),
                        peer.url(),
                        "",
                        1,
                        1,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5));
        gateway =
                LocalGateway.open(
                                vertx,
                                List.of(endpoint),
                                new EndpointParts(
                                        opener,
                                        () ->
                                                new MemoryAnswers(
                                                        new VirtualTimers(),
                                                        Duration.ofHours(1),
                                                        10)))
                        .await();
        ModelCatalogue models =
                new ModelCatalogue(
                        Map.of("gpu", endpoint),
                        Map.of(
                                "letters",
                                new ModelSpec(
                                        "letters", "gpu", "llama3.2", 8192, 512, 0, Duration.ZERO)),
                        Map.of(),
                        Route.RULES_ONLY,
                        Map.of());
        server =
                GatewayServer.start(
                                vertx, new GatewaySettings("", "127.0.0.1", 0, ""), gateway, models)
                        .await();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What the gateway sent to the model's server last. */
    JsonObject sent() {
        List<ReceivedRequest> all = peer.requests();
        return all.get(all.size() - 1).body();
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** Returns as soon as the first bytes of the answer are there. */
    InputStream stream(String path, String body) {
        try {
            return client.send(
                            request(path).POST(BodyPublishers.ofString(body)).build(),
                            BodyHandlers.ofInputStream())
                    .body();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        server.close().await();
        gateway.close().await();
        peer.close().await();
        vertx.close().await();
    }
}
