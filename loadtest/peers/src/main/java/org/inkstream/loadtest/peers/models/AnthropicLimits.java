package org.inkstream.loadtest.peers.models;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that Anthropic sends with every response. Used on the server's event loop. */
final class AnthropicLimits {
    private static final Map<String, Long> LIMITS =
            Map.of(
                    "requests", 4_000L,
                    "tokens", 2_400_000L,
                    "input-tokens", 2_000_000L,
                    "output-tokens", 400_000L);

    private int responses;

    /** One request fewer remains each time; nothing is ever enforced. */
    Map<String, String> next() {
        responses++;
        String reset = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("request-id", "req_" + responses);
        LIMITS.forEach(
                (what, limit) -> {
                    String name = "anthropic-ratelimit-" + what + "-";
                    headers.put(name + "limit", Long.toString(limit));
                    headers.put(name + "remaining", Long.toString(Math.max(0, limit - responses)));
                    headers.put(name + "reset", reset);
                });
        return headers;
    }
}
