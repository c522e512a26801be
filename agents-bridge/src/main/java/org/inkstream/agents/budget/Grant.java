package org.inkstream.agents.budget;

import org.inkstream.money.Money;

/** Money that is set aside for one call. Used on the event loop of its {@link Purse}. */
public interface Grant {
    /** Nothing is limited that the call concerns. */
    Grant UNLIMITED = cost -> {};

    /**
     * What the call did cost, zero if it was never sent, takes the place of what was set aside.
     * Only the first word counts.
     */
    void settle(Money cost);

    /** One that hears the first word only. */
    static Grant once(Grant first) {
        boolean[] settled = {false};
        return cost -> {
            if (!settled[0]) {
                settled[0] = true;
                first.settle(cost);
            }
        };
    }
}
