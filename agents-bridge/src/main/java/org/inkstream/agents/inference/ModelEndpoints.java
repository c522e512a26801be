package org.inkstream.agents.inference;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.inkstream.config.SecretFiles;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;

/** Makes the clients of inference servers. Immutable, for any thread. */
public final class ModelEndpoints {
    private final Map<String, String> environment;
    private final RateLimits.Listener limits;

    /**
     * @param environment where API keys are, by the names of variables
     * @param limits hears what remote APIs say about their limits
     */
    public ModelEndpoints(Map<String, String> environment, RateLimits.Listener limits) {
        this.environment = environment;
        this.limits = limits;
    }

    /** With the environment of this process. */
    public static ModelEndpoints ofProcess() {
        return new ModelEndpoints(System.getenv(), RateLimits.Listener.IGNORED);
    }

    /** What keeps this endpoint from being opened, for people; empty if nothing does. */
    public List<String> problems(EndpointSpec spec) {
        try {
            ServerAddress.parse(spec.url());
            key(spec);
            return List.of();
        } catch (IllegalArgumentException problem) {
            return List.of(String.valueOf(problem.getMessage()));
        }
    }

    /**
     * To be called on the event loop on which the endpoint will be used.
     *
     * @param timers of that loop
     * @throws IllegalArgumentException if its URL is none or its key is missing; the message, for
     *     people, says which
     */
    public ModelEndpoint open(Vertx vertx, EndpointSpec spec, Timers timers) {
        HttpModelEndpoint http = openHttp(vertx, spec, timers);
        return spec.kind() == EndpointSpec.Kind.ANTHROPIC
                ? new BatchingEndpoint(http, batchCalls(vertx, spec, timers), timers)
                : http;
    }

    /** Without batches. */
    HttpModelEndpoint openHttp(Vertx vertx, EndpointSpec spec, Timers timers) {
        ServerAddress address = ServerAddress.parse(spec.url());
        return new HttpModelEndpoint(vertx, spec, address, dialect(spec), timers);
    }

    private BatchCalls batchCalls(Vertx vertx, EndpointSpec spec, Timers timers) {
        ServerAddress address = ServerAddress.parse(spec.url());
        return new BatchCalls(vertx, spec, address, dialect(spec), timers);
    }

    private Dialect dialect(EndpointSpec spec) {
        String key = key(spec);
        return switch (spec.kind()) {
            case OLLAMA -> new OllamaDialect(key);
            case OPENAI -> new OpenAiDialect(spec.name(), spec.provider(), key);
            case ANTHROPIC -> new AnthropicDialect(key, limits);
        };
    }

    /** No message ever holds any part of a key. */
    private String key(EndpointSpec spec) {
        if (spec.keyVariable().isEmpty()) {
            return "";
        }
        String key = SecretFiles.value(environment, spec.keyVariable()).strip();
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    "endpoint "
                            + spec.name()
                            + " needs an API key in the environment variable "
                            + spec.keyVariable()
                            + ", which is not set");
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "the environment variable "
                            + spec.keyVariable()
                            + " of endpoint "
                            + spec.name()
                            + " holds characters that no API key has");
        }
        return key;
    }
}
