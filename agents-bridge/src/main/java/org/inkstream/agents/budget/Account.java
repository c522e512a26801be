package org.inkstream.agents.budget;

import java.time.LocalDate;
import org.inkstream.money.Money;

/**
 * One limit and what became of it: {@code left + spent} and what is reserved come to the limit.
 *
 * @param limit as set
 * @param left neither spent nor reserved; negative only where a call cost more than was thought
 *     possible, or the limit was lowered
 * @param spent by calls that have ended, the next part included
 * @param assumed the part of it that processes which died may have spent
 * @param opened the last day on which somebody began to use it
 */
public record Account(Money limit, Money left, Money spent, Money assumed, LocalDate opened) {
    /** A new one of which nothing is used. */
    public static Account of(Money limit, LocalDate today) {
        return new Account(limit, limit, Money.ZERO, Money.ZERO, today);
    }

    /** Set aside for calls that may be in the air. */
    public Money reserved() {
        return limit.minus(left).minus(spent);
    }

    /** What is spent or reserved, as a share of the limit; 1 if the limit is zero. */
    public double used() {
        return limit.picoUsd() <= 0
                ? 1
                : (double) limit.minus(left).picoUsd() / (double) limit.picoUsd();
    }

    Account with(Money newLimit, LocalDate today) {
        return new Account(newLimit, left.plus(newLimit.minus(limit)), spent, assumed, today);
    }

    Account plus(Money toLeft, Money toSpent, Money toAssumed) {
        return new Account(
                limit, left.plus(toLeft), spent.plus(toSpent), assumed.plus(toAssumed), opened);
    }
}
