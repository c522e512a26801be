package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import org.inkstream.money.Money;
import org.inkstream.pipeline.workflow.HealBudget;

/** What healing has cost, as one process reaches it. */
record BudgetLink(Incarnation me, Network network, BudgetTable table) implements HealBudget.Store {
    @Override
    public Future<HealBudget.Day> read(String day) {
        return network.store(me, Operation.BUDGET_READ, day, () -> table.read(day));
    }

    @Override
    public Future<Boolean> replace(String day, HealBudget.Day seen, HealBudget.Day next) {
        return network.store(
                me, Operation.BUDGET_RESERVE, day, () -> table.replace(day, seen, next));
    }

    @Override
    public Future<Void> add(String day, Money cost, Money released) {
        return network.store(me, Operation.BUDGET_CHARGE, day, () -> table.add(day, cost, released))
                .mapEmpty();
    }

    @Override
    public Future<Void> release(String day, Money released) {
        return network.store(me, Operation.BUDGET_CHARGE, day, () -> table.release(day, released))
                .mapEmpty();
    }
}
