package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.inkstream.money.Money;
import org.inkstream.pipeline.workflow.HealBudget.Day;

/** What healing has cost, in memory; somebody else may be faster. */
final class MemoryHealBudget implements HealBudget.Store {
    final Map<String, Day> days = new HashMap<>();
    Runnable beforeReplace = () -> {};

    @Override
    public Future<Day> read(String day) {
        return Future.succeededFuture(of(day));
    }

    private Day of(String day) {
        return days.getOrDefault(day, Day.NEW);
    }

    @Override
    public Future<Boolean> replace(String day, Day seen, Day next) {
        Runnable before = beforeReplace;
        beforeReplace = () -> {};
        before.run();
        boolean same = of(day).equals(seen);
        if (same) {
            days.put(day, next);
        }
        return Future.succeededFuture(same);
    }

    @Override
    public Future<Void> add(String day, Money cost, Money released) {
        Day now = of(day);
        days.put(
                day,
                new Day(
                        now.charged().plus(cost),
                        now.passes() + 1,
                        now.reserved().minus(released)));
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> release(String day, Money released) {
        Day now = of(day);
        days.put(day, new Day(now.charged(), now.passes(), now.reserved().minus(released)));
        return Future.succeededFuture();
    }
}
