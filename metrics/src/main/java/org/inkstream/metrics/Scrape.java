package org.inkstream.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** All meters as text for Prometheus. Thread-safe; takes milliseconds, so not for a hot loop. */
public final class Scrape {
    /** What {@link #text} is. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    Scrape(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    public String text() {
        return registry.scrape(CONTENT_TYPE);
    }
}
