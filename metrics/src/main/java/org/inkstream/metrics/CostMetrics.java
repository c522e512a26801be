package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;

/** Records what model calls use and cost. Thread-safe; recording allocates nothing. */
public final class CostMetrics {
    private final Family<Counter> cost;
    private final Family<Counter> tokens;

    CostMetrics(Meters meters) {
        cost = meters.counters(MeterCatalogue.COST);
        tokens = meters.counters(MeterCatalogue.TOKENS);
    }

    /**
     * @param usd for people who watch; the ledger is exact, this is not
     */
    public void charged(String provider, String model, double usd) {
        cost.of(provider, model).increment(usd);
    }

    /**
     * @param tokenClass {@code input}, {@code output}, {@code cache_read} or {@code cache_write}
     */
    public void used(String provider, String model, String tokenClass, long count) {
        tokens.of(provider, model, tokenClass).increment((double) count);
    }
}
