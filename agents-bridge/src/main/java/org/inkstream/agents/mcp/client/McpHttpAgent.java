package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.LongTexts;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.McpPeer;
import org.inkstream.config.AgentsSettings;
import org.inkstream.time.Timers;

/**
 * An agent in another process, over Streamable HTTP in either era of the protocol. It has a pool of
 * connections of its own; create it on the event loop that will use it, and use it there only.
 */
public final class McpHttpAgent implements Agent, McpPeer {
    /** Room for many answers at once on one multiplexed connection. */
    private static final int CONNECTION_WINDOW_BYTES = 4 << 20;

    private final HttpClientAgent client;
    private final RequestOptions endpoint;
    private final Timers timers;
    private final LongTexts texts = new LongTexts();
    private final HttpWire wire;
    private final Acquaintance acquaintance;
    private final ToolDesk desk;

    /**
     * @param settings whose {@code url} is where every tool is served
     * @throws IllegalArgumentException if the URL is none; the message says what is missing
     */
    public McpHttpAgent(Vertx vertx, AgentsSettings settings, Timers timers) {
        this(vertx, settings, timers, ClientParts.alone());
    }

    /**
     * @param settings whose {@code url} is where every tool is served
     * @throws IllegalArgumentException if the URL is none; the message says what is missing
     */
    public McpHttpAgent(Vertx vertx, AgentsSettings settings, Timers timers, ClientParts parts) {
        URI url = checked(settings.url());
        boolean secure = "https".equals(url.getScheme());
        this.timers = timers;
        this.endpoint =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(url.getHost())
                        .setPort(url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80)
                        .setSsl(secure)
                        .setURI(url.getRawPath().isEmpty() ? "/" : pathAndQuery(url));
        if (!settings.token().isEmpty()) {
            endpoint.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.token());
        }
        this.client =
                vertx.httpClientBuilder()
                        .with(clientOptions(settings).setSsl(secure).setUseAlpn(secure))
                        .with(poolOptions(settings))
                        .build();
        this.wire = new HttpWire(client, endpoint, timers, texts, this::toolsMayHaveChanged);
        this.acquaintance =
                new Acquaintance(
                        wire, parts.schemas(), timers, parts.listAtMostEvery(), parts::heard);
        this.desk = new ToolDesk(acquaintance, timers, this::begin);
    }

    @Override
    public Exchange call(ToolCall call, int attempt, CallProgress progress) {
        return desk.call(call, attempt, progress);
    }

    /** The agent's revision as it lists its tools; empty if it does not say. */
    public Future<String> revision() {
        return acquaintance.meet().map(known -> known.tools().revision());
    }

    @Override
    public Future<Void> close() {
        Acquaintance.Known known = acquaintance.lastKnown();
        Future<Void> farewell =
                known == null ? Future.succeededFuture() : wire.endSession(known.dialect());
        return farewell.compose(told -> client.close());
    }

    private Exchange begin(
            Dialect dialect, ToolCall call, int attempt, CallProgress progress, boolean asks) {
        if (!dialect.stateless()) {
            return inSession(dialect, call, attempt, progress, asks);
        }
        long id = wire.nextId();
        HttpExchange exchange = new HttpExchange(id, timers, progress);
        try {
            JsonObject request = CallMessages.request(dialect, id, call, attempt, asks);
            exchange.start(client, endpoint, call.tool(), JsonTree.write(request, texts));
        } catch (MalformedMessage unsendable) {
            exchange.refuse(unsendable);
        }
        return exchange;
    }

    @Override
    public String protocolVersion() {
        Acquaintance.Known known = acquaintance.lastKnown();
        return known == null ? "" : known.dialect().revision();
    }

    private Exchange inSession(
            Dialect dialect, ToolCall call, int attempt, CallProgress progress, boolean asks) {
        SessionExchange exchange =
                new SessionExchange(wire, dialect, progress, () -> renewed(dialect));
        exchange.start((spoken, id) -> CallMessages.request(spoken, id, call, attempt, asks));
        return exchange;
    }

    private Future<Dialect> renewed(Dialect gone) {
        acquaintance.forget(gone);
        return acquaintance.meet().map(Acquaintance.Known::dialect);
    }

    private void toolsMayHaveChanged() {
        acquaintance.toolsMayHaveChanged();
    }

    /**
     * The parsed URL of an endpoint.
     *
     * @throws IllegalArgumentException if it is none; the message says how to write one
     */
    public static URI checked(String url) {
        URI uri = parsed(url);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw badUrl(url);
        }
        return uri;
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException noUri) {
            throw badUrl(url);
        }
    }

    private static IllegalArgumentException badUrl(String url) {
        return new IllegalArgumentException(
                "'"
                        + url
                        + "' is not the URL of an agent; write it as http://HOST:PORT/PATH, for"
                        + " example http://127.0.0.1:9000/mcp");
    }

    private static String pathAndQuery(URI url) {
        return url.getRawQuery() == null
                ? url.getRawPath()
                : url.getRawPath() + "?" + url.getRawQuery();
    }

    private static HttpClientOptions clientOptions(AgentsSettings settings) {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setProtocolVersion(settings.http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                // Prior knowledge: an upgrade would send the first letter twice.
                .setHttp2ClearTextUpgrade(false)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setTcpNoDelay(true);
    }

    private static PoolOptions poolOptions(AgentsSettings settings) {
        return new PoolOptions()
                .setHttp1MaxSize(settings.connections())
                .setHttp2MaxSize(settings.connections())
                // A bound here would also refuse calls that wait for a socket which is only just
                // connecting; how much is in the air is bounded where documents are admitted.
                .setMaxWaitQueueSize(-1);
    }
}
