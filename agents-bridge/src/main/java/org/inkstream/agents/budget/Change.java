package org.inkstream.agents.budget;

import java.util.Set;
import org.inkstream.money.Money;

/**
 * One change of one hold. It happens as a whole, once, or not at all: only while the hold has the
 * version that was seen, and only if every account has what is taken.
 *
 * @param holdId of which process, and which of its holds
 * @param owner the incarnation of the process
 * @param accounts from each of which is taken
 * @param seen the hold's version, 0 if there is no hold yet
 * @param version that it has afterwards
 * @param take moved from the accounts into the hold; negative moves back
 * @param spend moved from the hold to what the accounts have spent
 * @param may what calls may be sent for from now on, beyond what is spent
 * @param last whether the hold ends; nothing may be left in it then
 * @param forced whether accounts may go below zero, for money that is gone already
 */
public record Change(
        String holdId,
        String owner,
        Set<String> accounts,
        long seen,
        long version,
        Money take,
        Money spend,
        Money may,
        boolean last,
        boolean forced) {
    public Change {
        accounts = Set.copyOf(accounts);
        if (version <= seen || spend.picoUsd() < 0 || may.picoUsd() < 0) {
            throw new IllegalArgumentException("no change of a hold: " + seen + " to " + version);
        }
    }

    /** What the accounts must have. */
    public Money condition() {
        return forced || take.picoUsd() < 0 ? Money.ZERO : take;
    }
}
