package org.inkstream.agents.budget;

import java.util.Set;
import org.inkstream.money.Money;

/**
 * Money that one process has set aside from some accounts, to let calls through from memory.
 *
 * @param owner the incarnation of the process
 * @param accounts from each of which it was taken
 * @param amount that is set aside and not known to be spent
 * @param may the part of it that calls may have been sent for; the rest never was
 * @param version of the last change
 */
public record Hold(String owner, Set<String> accounts, Money amount, Money may, long version) {
    public Hold {
        accounts = Set.copyOf(accounts);
    }
}
