package org.inkstream.agents.budget;

import java.time.Duration;
import java.util.function.Function;
import org.inkstream.money.Money;

/** Whether a call may be paid for. */
public sealed interface Afford {
    /** The scope of what one pass over a letter may cost. */
    String OF_RUN = "run";

    /** Its worst case is set aside. */
    record Granted(Grant grant) implements Afford {}

    /**
     * So much of a limit is used that a cheaper model is to be asked.
     *
     * @param account whose limit
     * @param used share of it, 0 to 1
     */
    record Degraded(String account, double used) implements Afford {}

    /**
     * The money is set aside for calls in the air, which may give it back.
     *
     * @param after when to ask again
     * @param why for people
     */
    record Deferred(Duration after, String why) implements Afford {}

    /**
     * There is not as much left, and asking again will not help before there is.
     *
     * @param account whose limit
     * @param left of it; of a pass over a letter, what it may cost in all
     * @param needed by the call, at most
     */
    record Refused(String account, Money left, Money needed) implements Afford {
        /** For people. */
        String why() {
            return Accounts.scope(account).equals(OF_RUN)
                    ? "a pass over a letter may cost %s, and this call may need %s beside others"
                            .formatted(left, needed)
                    : "the budget of %s has %s left, this call may need %s"
                            .formatted(Accounts.spoken(account), left, needed);
        }
    }

    default <R> R match(
            Function<Granted, R> granted,
            Function<Degraded, R> degraded,
            Function<Deferred, R> deferred,
            Function<Refused, R> refused) {
        if (this instanceof Granted one) {
            return granted.apply(one);
        }
        if (this instanceof Degraded one) {
            return degraded.apply(one);
        }
        if (this instanceof Deferred one) {
            return deferred.apply(one);
        }
        return refused.apply((Refused) this);
    }
}
