package org.inkstream.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.stream.Stream;

/** All meters as text for Prometheus. Thread-safe; takes milliseconds, so not for a hot loop. */
public final class Scrape {
    /** What {@link #text} is. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** The one format of the two that has exemplars. */
    public static final String OPEN_METRICS =
            "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    Scrape(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** The meters, and in which format they are. */
    public record Page(String contentType, String body) {}

    public String text() {
        return registry.scrape(CONTENT_TYPE);
    }

    /**
     * In OpenMetrics if that is asked for by its name, and not less than plain text; else as {@link
     * #text}.
     *
     * @param accept header of the request, empty if it has none
     */
    public Page answering(String accept) {
        double open = weight(accept, OPEN_METRICS);
        boolean wanted = open > 0 && open >= weight(accept, CONTENT_TYPE);
        String type = wanted ? OPEN_METRICS : CONTENT_TYPE;
        return new Page(type, registry.scrape(type));
    }

    /** How much one kind of media is wanted, 0 to 1; its version is nobody's choice. */
    private static double weight(String accept, String kind) {
        return Stream.of(accept.toLowerCase(Locale.ROOT).split(",", -1))
                .map(one -> one.split(";", -1))
                .filter(one -> one[0].strip().equals(kind.substring(0, kind.indexOf(';'))))
                .mapToDouble(Scrape::weight)
                .max()
                .orElse(0);
    }

    private static double weight(String[] parameters) {
        return Stream.of(parameters)
                .map(String::strip)
                .filter(parameter -> parameter.matches("q=[01](\\.[0-9]{0,3})?"))
                .mapToDouble(parameter -> Double.parseDouble(parameter.substring(2)))
                .findFirst()
                .orElse(1);
    }
}
