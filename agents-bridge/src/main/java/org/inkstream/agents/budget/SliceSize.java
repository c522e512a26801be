package org.inkstream.agents.budget;

import java.time.Duration;
import java.util.Collection;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;

/**
 * How much more than it needs a process sets aside, so that it need not ask for every call: what it
 * spends in a minute, but at most a hundredth of what is left, and nothing when a limit nears its
 * end, for there each call should have what others do not use. Not thread-safe.
 */
final class SliceSize {
    private static final long SHARE_OF_LEFT = 100;

    /** Of a limit: with less than this left, each call asks for itself. */
    private static final long END_SHARE = 20;

    private static final long AT_LEAST_CALLS = 4;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Timers timers;
    private long minuteBegan;
    private Money thisMinute = Money.ZERO;
    private Money lastMinute = Money.ZERO;

    SliceSize(Timers timers) {
        this.timers = timers;
        this.minuteBegan = timers.monotonicNanos();
    }

    void spent(Money cost) {
        if (timers.since(minuteBegan).compareTo(MINUTE) >= 0) {
            lastMinute = thisMinute;
            thisMinute = Money.ZERO;
            minuteBegan = timers.monotonicNanos();
        }
        thisMinute = thisMinute.plus(cost);
    }

    /** Beyond what calls of {@code worst} need that are to be let through now. */
    Money spare(Collection<Account> accounts, Money worst) {
        if (nearsEnd(accounts, worst)) {
            return Money.ZERO;
        }
        long left =
                accounts.stream().mapToLong(account -> account.left().picoUsd()).min().orElse(0);
        long rate = Math.max(thisMinute.picoUsd(), lastMinute.picoUsd());
        return new Money(
                Math.min(left / SHARE_OF_LEFT, Math.max(AT_LEAST_CALLS * worst.picoUsd(), rate)));
    }

    /**
     * How much of that calls may be sent for before the store hears of it: what a death wastes at
     * most.
     */
    Money atOnce(Money spare, Money worst) {
        return new Money(
                spare.picoUsd() == 0
                        ? 0
                        : Math.max(spare.picoUsd() / 2, AT_LEAST_CALLS * worst.picoUsd()));
    }

    static boolean nearsEnd(Collection<Account> accounts, Money worst) {
        return accounts.stream()
                .anyMatch(
                        account ->
                                account.left().minus(worst).picoUsd()
                                        < account.limit().picoUsd() / END_SHARE);
    }
}
