package org.inkstream.agents.trace;

import java.util.Optional;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;

/** What a generation cost, for its span. For any thread. */
public interface CallPrices {
    /** Nobody knows what anything costs. */
    CallPrices UNKNOWN =
            new CallPrices() {
                @Override
                public Optional<Money> cost(ModelUsage usage) {
                    return Optional.empty();
                }

                @Override
                public String version() {
                    return "";
                }
            };

    /** Empty if nobody knows. */
    Optional<Money> cost(ModelUsage usage);

    /** Of the price table that is asked. */
    String version();
}
