package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;

/** Records what model calls use and cost. Thread-safe; recording allocates nothing. */
public final class CostMetrics {
    private final Family<Counter> cost;
    private final Family<Counter> unpriced;
    private final Family<Counter> tokens;
    private final Family<Counter> fused;

    CostMetrics(Meters meters) {
        cost = meters.counters(MeterCatalogue.COST);
        unpriced = meters.counters(MeterCatalogue.COST_UNPRICED);
        tokens = meters.counters(MeterCatalogue.TOKENS);
        fused = meters.counters(MeterCatalogue.FUSED_TOOLS);
    }

    /**
     * @param usd for people who watch; the ledger is exact, this is not
     */
    public void charged(String provider, String model, double usd) {
        cost.of(provider, model).increment(usd);
    }

    /** A call was made whose cost nobody knows. */
    public void unpriced(String provider, String model) {
        unpriced.of(provider, model).increment();
    }

    /**
     * @param tokenClass {@code input}, {@code output}, {@code cache_read} or {@code cache_write}
     */
    public void used(String provider, String model, String tokenClass, long count) {
        tokens.of(provider, model, tokenClass).increment((double) count);
    }

    /**
     * A tool was asked together with others.
     *
     * @param served whether that gave its answer, or it was asked once more
     */
    public void fused(String tool, boolean served) {
        fused.of(tool, served ? "together" : "alone").increment();
    }
}
