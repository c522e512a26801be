package org.inkstream.agents.hub;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.call.TimersBreaker;
import org.inkstream.agents.mcp.client.McpHttpAgent;
import org.inkstream.agents.mcp.http.Access;
import org.inkstream.agents.mcp.http.McpEndpoint;
import org.inkstream.agents.mcp.http.Origins;
import org.inkstream.agents.mcp.http.Sessions;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.AgentsSettings;
import org.inkstream.config.HubSettings;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;

/**
 * The hub as a server: MCP at {@code /mcp}, its agents at {@code /agents}, and a WebSocket at any
 * other path. It has one event loop to itself; its public methods may be called on any thread.
 */
public final class Hub {
    /** Where MCP is served. */
    public static final String MCP_PATH = "/mcp";

    /** Where {@code inkstream agents list} asks. */
    public static final String AGENTS_PATH = "/agents";

    private static final Duration DRAIN_STEP = Duration.ofMillis(50);
    private static final int LARGEST_HEADERS_BYTES = 16 << 10;

    /** Longer than an agent may be silent, and than any tool takes. */
    private static final int IDLE_SECONDS = 1_800;

    private final HubSettings settings;
    private final Context loop;
    private final Timers timers;
    private final Roster roster;
    private final HubTools tools;
    private final Access access;
    private final Origins origins;
    private final McpEndpoint endpoint;
    private final Duration window;
    private final Handler<HttpServerRequest> others;
    private final HttpServer server;
    private final HttpClientAgent client;
    private final List<RemoteAgent> remotes;

    private Hub(
            Vertx vertx,
            Context loop,
            HubSettings settings,
            AgentsSettings agents,
            ToolCatalogue catalogue,
            HubListener listener,
            KeptAnswers kept,
            Handler<HttpServerRequest> others) {
        this.settings = settings;
        this.loop = loop;
        this.timers = new VertxTimers(vertx, loop);
        this.others = others;
        this.roster = new Roster(id -> agent(id, agents, listener));
        this.tools = new HubTools(roster, catalogue, settings.callTimeout(), timers, kept);
        this.access = Access.of(vertx, settings);
        this.origins = new Origins(settings.origins());
        this.window = window(settings, catalogue);
        Sessions sessions = new Sessions(settings.maxSessions(), settings.sessionIdle(), timers);
        this.endpoint =
                new McpEndpoint(
                        new McpServer("inkstream-hub", tools),
                        access,
                        origins,
                        sessions,
                        loop,
                        timers);
        this.server = vertx.createHttpServer(options(settings));
        this.client = vertx.createHttpClient();
        this.remotes = settings.agents().stream().map(url -> remote(vertx, url, agents)).toList();
    }

    /**
     * Starts a hub.
     *
     * @param agents breaker and connections of the agents that are called over HTTP
     * @param catalogue whose timeouts apply where callers say nothing
     * @param kept where answers that cost are kept for whoever asks again; used on the hub's loop
     * @param others answers requests for paths that are not the hub's
     * @return fails with {@link IllegalArgumentException} if the settings would let strangers in,
     *     and with {@link IllegalStateException} if the port cannot be had
     */
    public static Future<Hub> start(
            Vertx vertx,
            HubSettings settings,
            AgentsSettings agents,
            ToolCatalogue catalogue,
            HubListener listener,
            KeptAnswers kept,
            Handler<HttpServerRequest> others) {
        Context loop = vertx.getOrCreateContext();
        Promise<Hub> started = Promise.promise();
        loop.runOnContext(
                now -> {
                    try {
                        new Hub(vertx, loop, settings, agents, catalogue, listener, kept, others)
                                .listen()
                                .onComplete(started);
                    } catch (IllegalArgumentException bad) {
                        started.fail(bad);
                    }
                });
        return started.future();
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Whether it takes calls: not while it drains. */
    public boolean takesCalls() {
        return !tools.isDraining();
    }

    /** Takes no further calls, waits for those in the air within the limit, and closes. */
    public Future<Void> drain(Duration limit) {
        Promise<Void> drained = Promise.promise();
        loop.runOnContext(
                now -> {
                    tools.drain();
                    awaitIdle(drained, timers.monotonicNanos(), limit);
                });
        return drained.future().compose(idle -> close());
    }

    private Future<Void> close() {
        remotes.forEach(RemoteAgent::close);
        return server.shutdown(1, TimeUnit.SECONDS).eventually(client::close);
    }

    private void awaitIdle(Promise<Void> drained, long since, Duration limit) {
        if (tools.inTheAir() == 0 || timers.since(since).compareTo(limit) >= 0) {
            drained.complete();
        } else {
            timers.after(DRAIN_STEP, () -> awaitIdle(drained, since, limit));
        }
    }

    private Future<Hub> listen() {
        server.webSocketHandshakeHandler(
                handshake -> new Handshake(handshake, access, origins).decide());
        server.webSocketHandler(
                socket -> new DialectPeer(socket, tools, roster, timers, window).open());
        return server.requestHandler(this::route)
                .listen(settings.port(), settings.host())
                .map(
                        listening -> {
                            remotes.forEach(RemoteAgent::look);
                            return this;
                        })
                .recover(
                        cause ->
                                Future.failedFuture(
                                        new IllegalStateException(
                                                "cannot listen on %s:%d (%s); set hub.port to a free port"
                                                        .formatted(
                                                                settings.host(),
                                                                settings.port(),
                                                                cause.getMessage()),
                                                cause)));
    }

    private void route(HttpServerRequest request) {
        switch (request.path() == null ? "" : request.path()) {
            case MCP_PATH -> endpoint.handle(request);
            case AGENTS_PATH -> showAgents(request);
            default -> others.handle(request);
        }
    }

    private void showAgents(HttpServerRequest request) {
        access.check(request.getHeader("authorization"))
                .onSuccess(
                        verdict -> {
                            if (verdict == Access.Verdict.ALLOWED
                                    && origins.allow(request.getHeader("origin"))) {
                                request.response()
                                        .putHeader("content-type", "application/json")
                                        .end(
                                                new JsonObject()
                                                        .put("agents", roster.toJson())
                                                        .put("revision", roster.revision())
                                                        .toBuffer());
                            } else {
                                request.response()
                                        .setStatusCode(401)
                                        .putHeader("www-authenticate", "Bearer")
                                        .end();
                            }
                        });
    }

    private HubAgent agent(String id, AgentsSettings agents, HubListener listener) {
        // The breaker on Timers: a queue must know at once whether its call was let through.
        return new HubAgent(
                id,
                new TimersBreaker(id, agents.breaker(), timers),
                new HubAgent.QueueLimits(settings.maxQueued(), settings.queueWait()),
                timers,
                listener);
    }

    private RemoteAgent remote(Vertx vertx, String url, AgentsSettings agents) {
        McpHttpAgent.checked(url);
        AgentsSettings one =
                agents.at(url, Math.min(agents.connections(), settings.agentConnections()));
        return new RemoteAgent(
                url,
                client,
                new McpHttpAgent(vertx, one, timers),
                settings.agentConnections(),
                roster,
                timers);
    }

    private static Duration window(HubSettings settings, ToolCatalogue catalogue) {
        Duration longest =
                catalogue.tools().stream()
                        .map(Tool::timeout)
                        .reduce(
                                settings.callTimeout(),
                                (one, other) -> one.compareTo(other) > 0 ? one : other);
        return longest.multipliedBy(2);
    }

    private static HttpServerOptions options(HubSettings settings) {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setHttp2ClearTextEnabled(true)
                .setMaxHeaderSize(LARGEST_HEADERS_BYTES)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                // What is compressed can become anything.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(Dialect.LARGEST_FRAME_BYTES)
                .setMaxWebSocketMessageSize(Dialect.LARGEST_FRAME_BYTES);
    }
}
