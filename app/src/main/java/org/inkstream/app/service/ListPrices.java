package org.inkstream.app.service;

import java.util.Optional;
import org.inkstream.agents.trace.CallPrices;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.money.PriceTable;
import org.inkstream.time.Timers;

/** What a generation costs by the price table of today. For any thread. */
record ListPrices(PriceTable table, Timers clock) implements CallPrices {
    @Override
    public Optional<Money> cost(ModelUsage usage) {
        return table.charge(usage, clock.now())
                .match(
                        priced -> Optional.of(priced.cost()),
                        free -> Optional.of(Money.ZERO),
                        unpriced -> Optional.empty());
    }

    @Override
    public String version() {
        return table.version();
    }
}
