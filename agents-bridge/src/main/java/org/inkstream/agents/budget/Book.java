package org.inkstream.agents.budget;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.inkstream.money.Money;

/**
 * All limits with everything that is set aside. Immutable: each change gives a new one. For every
 * account, what is left, what is spent and what its holds have come to its limit.
 *
 * @param accounts by name, as {@link Accounts} says
 * @param holds by id
 */
public record Book(Map<String, Account> accounts, Map<String, Hold> holds) {
    public static final Book EMPTY = new Book(Map.of(), Map.of());

    public Book {
        accounts = Map.copyOf(accounts);
        holds = Map.copyOf(holds);
    }

    /** With these accounts, whose limits are as given. */
    public Book open(Map<String, Money> limits, LocalDate today) {
        Map<String, Account> next = new HashMap<>(accounts);
        limits.forEach(
                (name, limit) ->
                        next.compute(
                                name,
                                (same, known) ->
                                        known == null
                                                ? Account.of(limit, today)
                                                : known.with(limit, today)));
        return new Book(next, holds);
    }

    /** The book after the change; empty if it may not happen. */
    public Optional<Book> after(Change change) {
        Hold hold = holds.get(change.holdId());
        boolean asSeen =
                hold == null
                        ? change.seen() == 0
                        : hold.version() == change.seen() && hold.owner().equals(change.owner());
        boolean affordable =
                change.accounts().stream()
                        .allMatch(
                                name ->
                                        accounts.containsKey(name)
                                                && (change.condition().picoUsd() == 0
                                                        || left(name).compareTo(change.condition())
                                                                >= 0));
        if (!asSeen || !affordable) {
            return Optional.empty();
        }
        Map<String, Hold> next = new HashMap<>(holds);
        if (change.last()) {
            next.remove(change.holdId());
        } else {
            Money before = hold == null ? Money.ZERO : hold.amount();
            next.put(
                    change.holdId(),
                    new Hold(
                            change.owner(),
                            change.accounts(),
                            before.plus(change.take()).minus(change.spend()),
                            change.may(),
                            change.version()));
        }
        Money toLeft = Money.ZERO.minus(change.take());
        return Optional.of(
                new Book(
                        each(
                                change.accounts(),
                                one -> one.plus(toLeft, change.spend(), Money.ZERO)),
                        next));
    }

    /** The book without a hold that is as it was seen; empty if it is not. */
    public Optional<Book> reclaimed(String holdId, Hold seen) {
        if (!seen.equals(holds.get(holdId))) {
            return Optional.empty();
        }
        Map<String, Hold> next = new HashMap<>(holds);
        next.remove(holdId);
        Money neverSent = seen.amount().minus(seen.may());
        return Optional.of(
                new Book(
                        each(seen.accounts(), one -> one.plus(neverSent, seen.may(), seen.may())),
                        next));
    }

    /** Without an account from which nothing is set aside. */
    public Book without(String account) {
        if (isHeld(account)) {
            return this;
        }
        Map<String, Account> next = new HashMap<>(accounts);
        next.remove(account);
        return new Book(next, holds);
    }

    /** Whether something is set aside from an account. */
    public boolean isHeld(String account) {
        return holds.values().stream().anyMatch(hold -> hold.accounts().contains(account));
    }

    private Money left(String name) {
        Account account = accounts.get(name);
        return account == null ? Money.ZERO : account.left();
    }

    private Map<String, Account> each(Iterable<String> names, UnaryOperator<Account> how) {
        Map<String, Account> next = new HashMap<>(accounts);
        names.forEach(name -> next.computeIfPresent(name, (same, one) -> how.apply(one)));
        return next;
    }
}
