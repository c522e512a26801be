package org.inkstream.app.service;

import java.util.Optional;
import org.inkstream.agents.trace.CallPrices;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.pipeline.cost.PriceTable;
import org.inkstream.time.Timers;

/** What a generation costs by the price table of today. For any thread. */
record ListPrices(PriceTable table, Timers clock) implements CallPrices {
    @Override
    public Optional<Money> cost(ModelUsage usage) {
        return table.cost(usage, clock.now());
    }

    @Override
    public String version() {
        return table.version();
    }
}
