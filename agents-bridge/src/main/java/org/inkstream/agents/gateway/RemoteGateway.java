package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.jspecify.annotations.Nullable;

/** The gateway in another process, over HTTP/2, on an event loop of its own. */
public final class RemoteGateway implements Gateway {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Each carries thousands of requests; two, so that one long letter does not hold up all. */
    private static final int CONNECTIONS = 2;

    private final Vertx vertx;
    private final Home home;
    private final String deployment;

    private RemoteGateway(Vertx vertx, Home home, String deployment) {
        this.vertx = vertx;
        this.home = home;
        this.deployment = deployment;
    }

    /**
     * Completes when it may be asked; whether anybody listens at the URL shows only then.
     *
     * @throws IllegalArgumentException if the URL is none
     */
    public static Future<RemoteGateway> open(Vertx vertx, String url) {
        Home home = new Home(checked(url));
        return vertx.deployVerticle(home).map(id -> new RemoteGateway(vertx, home, id));
    }

    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        return home.generate(request, progress);
    }

    @Override
    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }

    private static URI checked(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException noUri) {
            throw new IllegalArgumentException("gateway.url is no URL", noUri);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "gateway.url must be http://HOST:PORT, for example http://127.0.0.1:8003");
        }
        return uri;
    }

    /** The event loop that owns the connections. */
    private static final class Home extends VerticleBase {
        private final URI url;
        private @Nullable HttpClientAgent client;

        Home(URI url) {
            this.url = url;
        }

        @Override
        public Future<?> start() {
            boolean secure = "https".equals(url.getScheme());
            client =
                    vertx.httpClientBuilder()
                            .with(
                                    new HttpClientOptions()
                                            .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                                            .setProtocolVersion(HttpVersion.HTTP_2)
                                            .setHttp2ClearTextUpgrade(false)
                                            .setSsl(secure)
                                            .setUseAlpn(secure))
                            .with(new PoolOptions().setHttp2MaxSize(CONNECTIONS))
                            .build();
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            return client().close();
        }

        ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
            RemoteGeneration generation = new RemoteGeneration(context, request, progress);
            context.runOnContext(now -> generation.start(client(), operation()));
            return generation;
        }

        private RequestOptions operation() {
            boolean secure = "https".equals(url.getScheme());
            String folder = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/$", "");
            return new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost(url.getHost())
                    .setPort(url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80)
                    .setSsl(secure)
                    .setURI(folder + GatewayWire.PATH);
        }

        private HttpClientAgent client() {
            if (client == null) {
                throw new IllegalStateException("the gateway's event loop is not deployed yet");
            }
            return client;
        }
    }
}
