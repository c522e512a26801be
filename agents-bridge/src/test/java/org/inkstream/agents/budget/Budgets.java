package org.inkstream.agents.budget;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.inkstream.config.BudgetSettings;
import org.inkstream.money.Money;

/** Settings and demands of tests, in dollars. */
final class Budgets {
    static final String DAY = "day/2026-01-01";
    static final String MONTH = "month/2026-01";

    private Budgets() {}

    static BudgetSettings ofDay(double usd) {
        return new BudgetSettings(
                usd, 0, 0, Map.of(), 0, 0, "UTC", List.of(), Duration.ofSeconds(10));
    }

    static BudgetSettings all(double day, double month, double collection, double job) {
        return new BudgetSettings(
                day,
                month,
                collection,
                Map.of("poor", "0.000001"),
                job,
                0,
                "UTC",
                List.of(),
                Duration.ofSeconds(10));
    }

    static Money usd(double usd) {
        return new Money(Math.round(usd * 1_000_000) * 1_000_000);
    }

    static Demand demand(double worst) {
        return new Demand("c", "", "run", usd(worst), 0, 0);
    }
}
