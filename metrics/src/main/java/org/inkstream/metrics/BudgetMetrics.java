package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;

/**
 * Records how budgets stand, as the store says. Each process that looks says the same. Thread-safe.
 */
public final class BudgetMetrics {
    private static final double PERCENT = 100;

    private final Family<Level> limits;
    private final Family<Level> spent;
    private final Family<Level> left;
    private final Family<Level> percentages;
    private final Family<Counter> refusals;

    BudgetMetrics(Meters meters) {
        limits = meters.levels(MeterCatalogue.BUDGET_LIMIT);
        spent = meters.levels(MeterCatalogue.BUDGET_SPENT);
        left = meters.levels(MeterCatalogue.BUDGET_LEFT);
        percentages = meters.levels(MeterCatalogue.BUDGET_PERCENTAGE);
        refusals = meters.counters(MeterCatalogue.BUDGET_REFUSALS);
    }

    /**
     * One budget, in dollars, for people who watch; the store is exact, this is not.
     *
     * @param scope {@code day}, {@code month}, {@code collection} or {@code job}
     * @param limitUsd above zero
     */
    public void stands(String scope, double limitUsd, double spentUsd, double leftUsd) {
        limits.of(scope).set(limitUsd);
        spent.of(scope).set(spentUsd);
        left.of(scope).set(leftUsd);
        percentages.of(scope).set(PERCENT * spentUsd / limitUsd);
    }

    /** Nobody knows how it stands, or there is none. */
    public void unknown(String scope) {
        limits.of(scope).unknown();
        spent.of(scope).unknown();
        left.of(scope).unknown();
        percentages.of(scope).unknown();
    }

    /**
     * A call was not made.
     *
     * @param scope whose budget was used up; {@code run} for one pass over a letter
     */
    public void refused(String scope) {
        refusals.of(scope).increment();
    }
}
