package org.inkstream.agents.mcp.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.config.HubSettings;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;

/** Serves MCP at {@code /mcp} of a port on loopback, and nothing else: one agent by itself. */
public final class McpHttpServer {
    private static final String HOST = "127.0.0.1";
    private static final String PATH = "/mcp";
    private static final int IDLE_SECONDS = 1_800;

    private final HttpServer server;

    private McpHttpServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to serve on an event loop of its own.
     *
     * @param port 0 means any free one
     * @param settings who may connect, and how many sessions there may be
     */
    public static Future<McpHttpServer> start(
            Vertx vertx, int port, McpServer mcp, HubSettings settings) {
        Context loop = vertx.getOrCreateContext();
        Promise<McpHttpServer> started = Promise.promise();
        loop.runOnContext(
                now -> {
                    try {
                        listen(vertx, loop, port, mcp, settings).onComplete(started);
                    } catch (IllegalArgumentException bad) {
                        started.fail(bad);
                    }
                });
        return started.future();
    }

    public String url() {
        return "http://" + HOST + ":" + server.actualPort() + PATH;
    }

    public Future<Void> close() {
        return server.shutdown(1, TimeUnit.SECONDS);
    }

    private static Future<McpHttpServer> listen(
            Vertx vertx, Context loop, int port, McpServer mcp, HubSettings settings) {
        Timers timers = new VertxTimers(vertx, loop);
        McpEndpoint endpoint =
                new McpEndpoint(
                        mcp,
                        Access.of(vertx, settings),
                        new Origins(settings.origins()),
                        new Sessions(settings.maxSessions(), settings.sessionIdle(), timers),
                        loop,
                        timers);
        return vertx.createHttpServer(
                        new HttpServerOptions()
                                .setHttp2ClearTextEnabled(true)
                                .setIdleTimeout(IDLE_SECONDS))
                .requestHandler(
                        request -> {
                            if (PATH.equals(request.path())) {
                                endpoint.handle(request);
                            } else {
                                request.response().setStatusCode(Refusals.NOT_FOUND).end();
                            }
                        })
                .listen(port, HOST)
                .map(McpHttpServer::new);
    }
}
