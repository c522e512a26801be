package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.LinkedHashMap;
import java.util.Map;
import org.inkstream.money.Money;
import org.inkstream.pipeline.workflow.HealBudget.Day;

/** The {@code budgets} collection: what healing has cost that nobody asked for. */
final class BudgetTable {
    private final Map<String, Day> days = new LinkedHashMap<>();

    Day read(String day) {
        return days.getOrDefault(day, Day.NEW);
    }

    boolean replace(String day, Day seen, Day next) {
        boolean same = read(day).equals(seen);
        if (same) {
            days.put(day, next);
        }
        return same;
    }

    boolean add(String day, Money cost, Money released) {
        Day now = read(day);
        return put(
                day,
                new Day(
                        now.charged().plus(cost),
                        now.passes() + 1,
                        now.reserved().minus(released)));
    }

    boolean release(String day, Money released) {
        Day now = read(day);
        return put(day, new Day(now.charged(), now.passes(), now.reserved().minus(released)));
    }

    private boolean put(String day, Day now) {
        days.put(day, now);
        return true;
    }

    /** What all days were charged with. */
    long chargedPicoUsd() {
        return days.values().stream().mapToLong(day -> day.charged().picoUsd()).sum();
    }

    /** The least that any day has reserved. */
    long leastReservedPicoUsd() {
        return days.values().stream().mapToLong(day -> day.reserved().picoUsd()).min().orElse(0);
    }
}
