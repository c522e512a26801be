package org.inkstream.metrics.otlp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the standard variables of OpenTelemetry say that is not ours to name: the headers, which may
 * be secret, and the choice of names.
 *
 * @param headers go with every export
 * @param latestNames whether the latest names of generations are exported instead of those that are
 *     widely read
 */
public record OtelEnvironment(Map<String, String> headers, boolean latestNames) {
    public static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
    public static final String OPT_IN = "OTEL_SEMCONV_STABILITY_OPT_IN";

    private static final String LATEST = "gen_ai_latest_experimental";

    public OtelEnvironment {
        headers = Map.copyOf(headers);
    }

    /**
     * @param variables such as {@link System#getenv()}
     * @throws IllegalArgumentException if the headers are not {@code name=value,name=value}; the
     *     message does not show them
     */
    public static OtelEnvironment of(Map<String, String> variables) {
        boolean latest =
                Arrays.stream(variables.getOrDefault(OPT_IN, "").split(","))
                        .anyMatch(choice -> choice.strip().equals(LATEST));
        return new OtelEnvironment(parse(variables.getOrDefault(HEADERS, "")), latest);
    }

    /** Without the headers' values, which may be secret. */
    @Override
    public String toString() {
        return "OtelEnvironment[headers=" + headers.keySet() + ", latestNames=" + latestNames + "]";
    }

    private static Map<String, String> parse(String list) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String entry : list.split(",")) {
            if (!entry.isBlank()) {
                int equals = entry.indexOf('=');
                if (equals <= 0) {
                    throw new IllegalArgumentException(HEADERS + " must be name=value,name=value");
                }
                headers.put(
                        entry.substring(0, equals).strip(), decoded(entry.substring(equals + 1)));
            }
        }
        return headers;
    }

    /** Percent-encoded as the specification says, where a plus is a plus. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.strip().replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    HEADERS + " has a value with a % that is not %25", wrong);
        }
    }
}
