package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.LongTexts;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;

/**
 * An inference server over HTTP/1.1, where closing a stream surely stops the work behind it. It has
 * connections of its own; create it on the event loop that will use it, and use it there only.
 */
final class HttpModelEndpoint implements ModelEndpoint {
    private static final int LONGEST_HEADERS_BYTES = 64 << 10;

    private final Dialect dialect;
    private final String provider;
    private final ServerAddress address;
    private final Timers timers;
    private final HttpClientAgent client;
    private final LongTexts texts = new LongTexts();
    private final Set<HttpGeneration> inTheAir = new LinkedHashSet<>();

    HttpModelEndpoint(
            Vertx vertx, EndpointSpec spec, ServerAddress address, Dialect dialect, Timers timers) {
        this.dialect = dialect;
        this.provider = spec.provider();
        this.address = address;
        this.timers = timers;
        this.client =
                vertx.httpClientBuilder()
                        .with(options(spec).setSsl(address.secure()))
                        .with(
                                new PoolOptions()
                                        // Two more, so that no probe waits for an answer.
                                        .setHttp1MaxSize(spec.mostConcurrent() + 2)
                                        // How much is in the air is bounded by whoever asks.
                                        .setMaxWaitQueueSize(-1))
                        .build();
    }

    @Override
    public Generation generate(ModelRequest request) {
        Buffer body;
        try {
            body = JsonTree.write(dialect.body(request), texts);
        } catch (MalformedMessage unsendable) {
            return new Unsendable(unsendable);
        }
        HttpGeneration generation =
                new HttpGeneration(dialect, provider, request, timers, inTheAir::remove);
        inTheAir.add(generation);
        generation.start(client.request(address.request(HttpMethod.POST, dialect.path())), body);
        return generation;
    }

    @Override
    public Future<Void> ping() {
        return dialect.healthPath().isEmpty()
                ? Future.succeededFuture()
                : new Probe(client, dialect, timers).ask(address);
    }

    @Override
    public Future<Load> load() {
        return new LoadProbe(page()).ask(address);
    }

    @Override
    public Future<Integer> slots() {
        return new SlotsProbe(page()).ask(address);
    }

    @Override
    public Future<Sight> look() {
        if (!dialect.loadedPath().isEmpty()) {
            return new LoadedProbe(page()).ask(address, dialect.loadedPath());
        }
        return dialect.healthPath().isEmpty()
                ? Future.succeededFuture(Sight.UNASKED)
                : ping().map(Sight.HERE);
    }

    private Page page() {
        return new Page(client, dialect, timers);
    }

    @Override
    public void listen(RateLimits.Listener listener) {
        dialect.listen(listener);
    }

    @Override
    public Future<Void> close() {
        List.copyOf(inTheAir).forEach(HttpGeneration::abort);
        return client.close();
    }

    /** Exchanges of which anything is left. */
    int inTheAir() {
        return inTheAir.size();
    }

    static HttpClientOptions options(EndpointSpec spec) {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(spec.connectTimeout().toMillis()))
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setMaxHeaderSize(LONGEST_HEADERS_BYTES)
                .setTcpNoDelay(true);
    }
}
