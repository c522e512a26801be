package org.inkstream.agents.trace;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.vertx.core.Future;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.LiveSpan;
import org.inkstream.metrics.trace.SpanKind;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;

/**
 * A gateway whose generations have a span each, {@code chat MODEL}, below the call that they serve.
 * For any thread.
 */
public final class TracedGateway implements Gateway {
    private static final String OPERATION = "chat";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Gateway gateway;
    private final Function<String, EndpointSpec> endpoints;
    private final CallPrices prices;
    private final Telemetry telemetry;
    private final Timers clock;

    /**
     * @param endpoints each endpoint by its name
     * @param clock for measuring only
     */
    public TracedGateway(
            Gateway gateway,
            Function<String, EndpointSpec> endpoints,
            CallPrices prices,
            Telemetry telemetry,
            Timers clock) {
        this.gateway = gateway;
        this.endpoints = endpoints;
        this.prices = prices;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /**
     * What puts itself around a gateway; nothing while nothing is exported.
     *
     * @param endpoints that may be asked
     */
    public static UnaryOperator<Gateway> around(
            Collection<EndpointSpec> endpoints,
            CallPrices prices,
            Telemetry telemetry,
            Timers clock) {
        if (!telemetry.isOn()) {
            return UnaryOperator.identity();
        }
        Map<String, EndpointSpec> byName =
                endpoints.stream().collect(toUnmodifiableMap(EndpointSpec::name, spec -> spec));
        return gateway ->
                new TracedGateway(
                        gateway, name -> endpoint(byName, name), prices, telemetry, clock);
    }

    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        Attributes asked = asked(request);
        LiveSpan span =
                telemetry.begin(
                        SpanKind.CLIENT,
                        OPERATION + " " + request.model().model(),
                        request.tag().trace(),
                        asked.with(Attribute.MAX_TOKENS, request.model().maxOutputTokens())
                                .with(Attribute.TEMPERATURE, request.model().temperature())
                                // But for batches every endpoint is asked for a stream, so that an
                                // abort stops it.
                                .with(Attribute.STREAM, !request.model().inBatches())
                                .with(Attribute.TOOL_NAME, request.tag().tool())
                                .with(Attribute.DOCUMENT_ID, request.tag().documentId()));
        TracedGeneration traced =
                new TracedGeneration(span, asked, progress, prices, telemetry, clock);
        try {
            return traced.follow(gateway.generate(below(request, span), traced));
        } catch (RuntimeException bug) {
            traced.failed(ErrorTypes.of(bug));
            throw bug;
        }
    }

    @Override
    public Future<Void> close() {
        return gateway.close();
    }

    private Attributes asked(ModelRequest request) {
        EndpointSpec endpoint = endpoints.apply(request.model().endpoint());
        Attributes asked =
                Attributes.of(Attribute.OPERATION, OPERATION)
                        .with(Attribute.PROVIDER, endpoint.kind().name().toLowerCase(Locale.ROOT))
                        .with(Attribute.REQUEST_MODEL, request.model().model());
        if (endpoint.urls().size() > 1) {
            // Which of them it will be, only the gateway knows.
            return asked;
        }
        URI url = URI.create(endpoint.url());
        return asked.with(Attribute.SERVER_ADDRESS, String.valueOf(url.getHost()))
                .with(Attribute.SERVER_PORT, port(url));
    }

    private static EndpointSpec endpoint(Map<String, EndpointSpec> byName, String name) {
        EndpointSpec endpoint = byName.get(name);
        if (endpoint == null) {
            throw new IllegalArgumentException(
                    "no endpoint '" + name + "'; there are " + byName.keySet());
        }
        return endpoint;
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? HTTPS : HTTP;
    }

    private static ModelRequest below(ModelRequest request, LiveSpan span) {
        return request.with(request.tag().tracedBy(span.context()));
    }
}
