package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.jspecify.annotations.Nullable;

/**
 * The gateway in another process, over HTTP/2, on an event loop of its own. Of several of which one
 * serves and the others stand by, it stays with the one that it reaches.
 */
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
     * Completes when it may be asked; whether anybody listens there shows only then.
     *
     * @param urls one, or several with commas between them
     * @throws IllegalArgumentException if one of them is none
     */
    public static Future<RemoteGateway> open(Vertx vertx, String urls) {
        Home home =
                new Home(
                        Stream.of(urls.split(",", -1))
                                .map(String::trim)
                                .map(RemoteGateway::checked)
                                .toList());
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
        private final List<URI> urls;
        private final boolean secure;
        private @Nullable HttpClientAgent client;

        /** Owned by the event loop. */
        private int current;

        Home(List<URI> urls) {
            this.urls = urls;
            this.secure = isSecure(urls.get(0));
            if (urls.stream().anyMatch(url -> isSecure(url) != secure)) {
                throw new IllegalArgumentException(
                        "gateway.url must use https for all gateways or for none");
            }
        }

        private static boolean isSecure(URI url) {
            return "https".equals(url.getScheme());
        }

        @Override
        public Future<?> start() {
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
            context.runOnContext(now -> generation.start(connect(urls.size())));
            return generation;
        }

        /** The first that is reached; nothing was sent to those before it. */
        private Future<HttpClientRequest> connect(int left) {
            int asked = current;
            return client().request(operation(urls.get(asked)))
                    .recover(
                            unreached -> {
                                if (current == asked) {
                                    current = (asked + 1) % urls.size();
                                }
                                return left > 1
                                        ? connect(left - 1)
                                        : Future.failedFuture(unreached);
                            });
        }

        private RequestOptions operation(URI url) {
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
