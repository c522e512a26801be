package org.inkstream.agents.budget;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;

/** How some accounts stood when the store last told. Not thread-safe. */
final class Outlook {
    private static final Duration STALE = Duration.ofSeconds(10);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final Set<String> names;
    private final Timers timers;
    private Book book = Book.EMPTY;
    private long toldAt;

    Outlook(Set<String> names, Timers timers) {
        this.names = Set.copyOf(names);
        this.timers = timers;
        this.toldAt = timers.monotonicNanos();
    }

    void tell(Book now) {
        book = now;
        toldAt = timers.monotonicNanos();
    }

    Book book() {
        return book;
    }

    boolean isStale() {
        return timers.since(toldAt).compareTo(STALE) >= 0;
    }

    /** Those that are known. */
    Collection<Account> accounts() {
        return names.stream()
                .filter(book.accounts()::containsKey)
                .map(book.accounts()::get)
                .toList();
    }

    /**
     * That so much of a limit is used that a cheaper model is to be asked.
     *
     * @param tooMuch says so of a share
     */
    Optional<Afford> degraded(Predicate<Double> tooMuch) {
        return accounts().isEmpty()
                ? Optional.empty()
                : names.stream()
                        .max(Comparator.comparing(name -> account(name).used()))
                        .filter(name -> tooMuch.test(account(name).used()))
                        .map(name -> new Afford.Degraded(name, account(name).used()));
    }

    /**
     * Why a call cannot be paid for; empty if by now it can.
     *
     * @param worst the most that it can cost
     * @param more what must be taken from each account for it
     */
    Optional<Afford> refusal(Money worst, Money more) {
        return names.stream()
                .filter(name -> account(name).left().compareTo(more) < 0)
                .min(Comparator.comparing(name -> account(name).left().plus(reserved(name))))
                .map(name -> refusal(name, worst, more));
    }

    private Afford refusal(String name, Money worst, Money more) {
        Money left = account(name).left();
        return left.plus(reserved(name)).compareTo(more) >= 0
                ? new Afford.Deferred(
                        ASK_AGAIN,
                        "what is left of the budget of "
                                + Accounts.spoken(name)
                                + " is set aside for calls in the air")
                : new Afford.Refused(name, left, worst);
    }

    private Money reserved(String name) {
        return account(name).reserved();
    }

    private Account account(String name) {
        Account known = book.accounts().get(name);
        return known == null ? Account.of(Money.ZERO, LocalDate.EPOCH) : known;
    }
}
