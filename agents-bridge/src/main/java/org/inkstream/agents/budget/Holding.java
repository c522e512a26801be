package org.inkstream.agents.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.inkstream.money.Money;

/**
 * What one process knows of one of its holds: how much calls may be sent for without asking the
 * store, and which changes it has sent whose outcome it does not know. As long as that is open,
 * only what both outcomes allow is let through, so that neither a lost answer nor a late one can
 * make two calls share one amount. Pure and not thread-safe.
 */
final class Holding {
    private final String id;
    private final String owner;
    private final Set<String> accounts;
    private final List<Sent> open = new ArrayList<>();

    private long version;
    private long lastVersion;
    private Money amount = Money.ZERO;
    private Money may = Money.ZERO;

    /** Worst cases of calls that are let through and have not ended. */
    private Money air = Money.ZERO;

    /** What calls that have ended did cost, and the store does not know. */
    private Money unbooked = Money.ZERO;

    private boolean gone;

    /**
     * A change on its way.
     *
     * @param amount of the hold after it
     */
    private record Sent(Change change, Money amount) {}

    Holding(String id, String owner, Set<String> accounts) {
        this.id = id;
        this.owner = owner;
        this.accounts = Set.copyOf(accounts);
    }

    String id() {
        return id;
    }

    Money air() {
        return air;
    }

    Money unbooked() {
        return unbooked;
    }

    /** Whether the store has money in it, or may have. */
    boolean isHeld() {
        return version > 0 || !open.isEmpty();
    }

    /** Whether changes were sent whose outcome is not known. */
    boolean isUncertain() {
        return !open.isEmpty();
    }

    /** Whether the store has ended it, or we have: it lets nothing through any more. */
    boolean isGone() {
        return gone;
    }

    /** What is in it beyond what calls may need. */
    Money slack() {
        return amount.minus(unbooked).minus(air);
    }

    boolean fits(Money worst) {
        Money needed = air.plus(unbooked).plus(worst);
        return !gone
                && needed.compareTo(may) <= 0
                && open.stream()
                        .allMatch(
                                one ->
                                        needed.minus(one.change().spend())
                                                        .compareTo(one.change().may())
                                                <= 0);
    }

    void admit(Money worst) {
        air = air.plus(worst);
    }

    /** A call has ended. What a hold that is gone was charged covers its calls. */
    void settle(Money worst, Money cost) {
        if (!gone) {
            air = air.minus(worst);
            unbooked = unbooked.plus(cost);
        }
    }

    /**
     * The change that books what has been spent, and leaves room for what is in the air, for {@code
     * next} and for {@code spare} beyond it.
     *
     * @param mostAtOnce how much of the spare calls may be sent for before the store hears of it
     */
    Change change(Money next, Money spare, Money mostAtOnce) {
        Money needed = air.plus(next);
        Money wanted = needed.plus(spare);
        Money have = amount.minus(unbooked);
        boolean overrun = have.picoUsd() < 0 || have.compareTo(air) < 0;
        boolean last = wanted.picoUsd() == 0;
        Money take = wanted.minus(have);
        Money mayBe = min(wanted, needed.plus(mostAtOnce));
        lastVersion = Math.max(lastVersion, version) + 1;
        Change change =
                new Change(
                        id,
                        owner,
                        accounts,
                        version,
                        lastVersion,
                        take,
                        unbooked,
                        mayBe,
                        last,
                        overrun && next.picoUsd() == 0);
        open.add(new Sent(change, wanted));
        return change;
    }

    /** The change was done, and so none of the others that were sent with it can be. */
    void done(Change change) {
        Money after =
                open.stream()
                        .filter(one -> one.change().equals(change))
                        .map(Sent::amount)
                        .findFirst()
                        .orElseThrow();
        open.clear();
        version = change.version();
        amount = after;
        may = change.may();
        unbooked = unbooked.minus(change.spend());
        gone = change.last();
    }

    /** The change was refused; others that were sent before may still be done. */
    void refused(Change change) {
        open.removeIf(one -> one.change().equals(change));
    }

    /**
     * What the store says of it, which settles what was open as far as it can be.
     *
     * @return whether something is known now that was not known before
     */
    boolean learn(Book book) {
        Hold hold = book.holds().get(id);
        if (hold == null) {
            boolean ended = version > 0;
            gone = gone || ended;
            if (ended) {
                open.clear();
            }
            return ended;
        }
        for (Sent one : List.copyOf(open)) {
            if (one.change().version() == hold.version()) {
                done(one.change());
                return true;
            }
        }
        return false;
    }

    private static Money min(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
