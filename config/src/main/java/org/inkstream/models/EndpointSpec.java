package org.inkstream.models;

import java.net.URI;
import java.time.Duration;

/**
 * One inference server or remote API.
 *
 * @param name by which models refer to it
 * @param kind what it speaks
 * @param url where it is, without the path of an operation, such as {@code http://127.0.0.1:11434}
 * @param keyVariable environment variable that holds the API key, empty if it needs none
 * @param concurrent requests that it may work on at once, at least 1; beyond it they wait here
 * @param queue requests that may wait here; more are refused as overloaded
 * @param longestWait how long a request may wait here
 * @param connectTimeout until a connection attempt is given up
 */
public record EndpointSpec(
        String name,
        Kind kind,
        String url,
        String keyVariable,
        int concurrent,
        int queue,
        Duration longestWait,
        Duration connectTimeout) {

    /** What an endpoint speaks. */
    public enum Kind {
        /** {@code /api/chat} of Ollama. */
        OLLAMA,
        /** {@code /v1/chat/completions}: vLLM, SGLang, LM Studio, llama.cpp. */
        OPENAI,
        /** {@code /v1/messages} of Anthropic. */
        ANTHROPIC
    }

    private static final String OPENAI_HOST = "api.openai.com";

    public EndpointSpec {
        if (!url.matches("https?://.+")) {
            throw new IllegalArgumentException(
                    "url of endpoint " + name + " must begin with http:// or https://");
        }
        if (concurrent < 1 || queue < 0) {
            throw new IllegalArgumentException(
                    "endpoint "
                            + name
                            + " needs concurrent of at least 1 and queue of at least 0, got "
                            + concurrent
                            + " and "
                            + queue);
        }
    }

    /** Who sends the bill for its models, as the price table names it. */
    public String provider() {
        return switch (kind) {
            case OLLAMA -> "ollama";
            case ANTHROPIC -> "anthropic";
            case OPENAI ->
                    OPENAI_HOST.equals(URI.create(url).getHost()) ? "openai" : "openai-compatible";
        };
    }
}
