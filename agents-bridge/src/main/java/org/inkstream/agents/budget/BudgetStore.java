package org.inkstream.agents.budget;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.inkstream.money.Money;

/**
 * The {@code budgets} collection: the whole hierarchy of limits with everything that is set aside
 * is one document, so that each change is one atomic conditional update. What each method does to
 * it, {@link Book} says. Every completed write is durable; futures complete on the caller's
 * context, and fail only if the store cannot be reached, when nobody knows whether it was done.
 */
public interface BudgetStore {
    /** Opens accounts that are not known, changes limits that were others, and reads. */
    Future<Book> open(Map<String, Money> limits, LocalDate today);

    Future<Book> read();

    /**
     * @return the book after the change; empty if it was not done
     */
    Future<Optional<Book>> change(Change change);

    /**
     * Ends the hold of a dead owner: what calls may have been sent for is spent, the rest is left.
     *
     * @param seen as it was read
     * @return false if the hold has changed or gone
     */
    Future<Boolean> reclaim(String holdId, Hold seen);

    /** Forgets an account, unless something is set aside from it. */
    Future<Void> forget(String account);

    /**
     * Sets money aside from the limit of one run, for good unless it is given back: a process that
     * dies leaves it spent.
     *
     * @return false if the run has not as much left
     */
    Future<Boolean> takeOfRun(String runId, Money limit, Money amount);

    /** Gives back what a call of a run did not cost. */
    Future<Void> giveToRun(String runId, Money amount);
}
