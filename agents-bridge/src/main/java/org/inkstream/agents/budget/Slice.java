package org.inkstream.agents.budget;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.inkstream.money.Money;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/**
 * The money that one process has set aside from one set of accounts, from which it lets calls
 * through. At most one request to the store is under way; calls that do not fit wait for it in
 * their order. Not thread-safe: used on the event loop of its {@link Purse}.
 */
final class Slice {
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration STORE_ANSWERS = Duration.ofSeconds(5);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final Purse purse;
    private final Map<String, Money> limits;
    private final Timers timers;
    private final SliceSize size;
    private final Outlook outlook;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private Holding holding;
    private Reading reading = Reading.OPEN;
    private long lastUsed;
    private Money lastWorst = Money.ZERO;
    private boolean busy;
    private boolean flush;
    private boolean closing;
    private Timers.Timer tick = () -> false;
    private boolean ticking;
    private Promise<Void> quiet = Promise.promise();

    /** What must be asked of the store before anything is decided. */
    private enum Reading {
        /** Whether the accounts are there. */
        OPEN,
        /** How things stand: they are old, or the outcome of a change is not known. */
        AGAIN,
        NOTHING
    }

    private record Waiting(Demand demand, Promise<Afford> answer) {}

    Slice(Purse purse, Map<String, Money> limits, Timers timers) {
        this.purse = purse;
        this.limits = Map.copyOf(limits);
        this.timers = timers;
        this.size = new SliceSize(timers);
        this.outlook = new Outlook(limits.keySet(), timers);
        this.holding = purse.newHolding(limits.keySet());
        this.lastUsed = timers.monotonicNanos();
    }

    Future<Afford> ask(Demand demand) {
        lastUsed = timers.monotonicNanos();
        if (waiting.isEmpty()
                && reading != Reading.OPEN
                && !closing
                && degraded(demand).isEmpty()
                && holding.fits(demand.worst())) {
            return Future.succeededFuture(grant(demand.worst()));
        }
        Promise<Afford> answer = Promise.promise();
        waiting.add(new Waiting(demand, answer));
        work();
        return answer.future();
    }

    /** Whether its money stands there under this id. */
    boolean holds(String holdId) {
        return holding.id().equals(holdId);
    }

    /** Gives back what no call needs; completes when nothing is under way any more. */
    Future<Void> close() {
        closing = true;
        flush = true;
        tick.cancel();
        work();
        return busy ? quiet.future() : Future.succeededFuture();
    }

    private Afford grant(Money worst) {
        Holding from = holding;
        from.admit(worst);
        lastWorst = worst;
        return new Afford.Granted(Grant.once(cost -> settle(from, worst, cost)));
    }

    private void settle(Holding from, Money worst, Money cost) {
        from.settle(worst, cost);
        size.spent(cost);
        lastUsed = timers.monotonicNanos();
        // Near the end others wait for what a call did not need.
        flush = flush || closing || SliceSize.nearsEnd(outlook.accounts(), lastWorst);
        if (flush || !waiting.isEmpty()) {
            work();
        } else {
            arm();
        }
    }

    private void work() {
        if (!busy) {
            busy = true;
            step();
        }
    }

    private void step() {
        serve();
        if (waiting.isEmpty() && !flush) {
            rest();
            return;
        }
        next().onComplete(
                        over -> {
                            if (over.failed()) {
                                unreachable();
                            } else {
                                step();
                            }
                        });
    }

    private void rest() {
        busy = false;
        arm();
        Promise<Void> before = quiet;
        quiet = Promise.promise();
        before.complete();
        if (!holding.isHeld() || holding.isGone()) {
            tick.cancel();
            ticking = false;
            purse.ended(limits.keySet(), this);
        }
    }

    private void arm() {
        if (!ticking && !closing && holding.isHeld() && !holding.isGone()) {
            ticking = true;
            tick =
                    timers.after(
                            FLUSH,
                            () -> {
                                ticking = false;
                                flush = true;
                                work();
                            });
        }
    }

    /** Answers from the front as far as no question to the store is needed. */
    private void serve() {
        while (!waiting.isEmpty() && reading != Reading.OPEN) {
            Demand first = waiting.element().demand();
            Optional<Afford> degraded = degraded(first);
            if (closing) {
                answer(later("the gateway ends"));
            } else if (degraded.isPresent() && outlook.isStale()) {
                reading = Reading.AGAIN;
                return;
            } else if (degraded.isPresent()) {
                answer(degraded.get());
            } else if (holding.fits(first.worst())) {
                answer(grant(first.worst()));
            } else {
                return;
            }
        }
    }

    private void answer(Afford answer) {
        waiting.remove().answer().complete(answer);
    }

    private static Afford later(String why) {
        return new Afford.Deferred(ASK_AGAIN, why);
    }

    private Future<Void> next() {
        if (reading == Reading.OPEN) {
            return limited(purse.store().open(limits, purse.today())).compose(this::read);
        }
        if (reading == Reading.AGAIN) {
            return limited(purse.store().read()).compose(this::read);
        }
        if (holding.isGone()) {
            holding = purse.newHolding(limits.keySet());
        }
        if (waiting.isEmpty()) {
            flush = false;
            return book();
        }
        Money worst = waiting.element().demand().worst();
        return takeFor(worst, size.spare(outlook.accounts(), worst));
    }

    private Future<Void> read(Book now) {
        outlook.tell(now);
        reading = Reading.NOTHING;
        holding.learn(now);
        return Future.succeededFuture();
    }

    private Future<Void> takeFor(Money worst, Money spare) {
        Change change = holding.change(worst, spare, size.atOnce(spare, worst));
        flush = false;
        return sent(change)
                .compose(
                        done -> {
                            if (done || holding.isGone()) {
                                return Future.succeededFuture();
                            }
                            return spare.picoUsd() > 0
                                    ? takeFor(worst, Money.ZERO)
                                    : refuseOrReclaim(worst);
                        });
    }

    private Future<Void> book() {
        boolean giveBack =
                closing
                        || SliceSize.nearsEnd(outlook.accounts(), lastWorst)
                        || timers.since(lastUsed).compareTo(IDLE) >= 0;
        Money slack = holding.slack();
        Money spare = giveBack || slack.picoUsd() < 0 ? Money.ZERO : slack;
        boolean something =
                holding.unbooked().picoUsd() > 0
                        || (giveBack && slack.picoUsd() != 0)
                        || holding.isUncertain();
        if (!something || !holding.isHeld()) {
            return Future.succeededFuture();
        }
        return sent(holding.change(Money.ZERO, spare, size.atOnce(spare, lastWorst))).mapEmpty();
    }

    /** Whether the change was done; how things stand is known afterwards in either case. */
    private Future<Boolean> sent(Change change) {
        return limited(purse.store().change(change))
                .compose(
                        after -> {
                            if (after.isPresent()) {
                                holding.done(change);
                                outlook.tell(after.get());
                                return Future.succeededFuture(true);
                            }
                            holding.refused(change);
                            return limited(purse.store().read())
                                    .map(
                                            now -> {
                                                outlook.tell(now);
                                                return holding.learn(now);
                                            });
                        });
    }

    private Future<Void> refuseOrReclaim(Money worst) {
        return purse.reclaimDead(outlook.book())
                .compose(
                        reclaimed -> {
                            if (reclaimed == 0) {
                                outlook.refusal(worst, worst.minus(holding.slack()))
                                        .ifPresent(this::answer);
                            }
                            return Future.succeededFuture();
                        });
    }

    /** The store did not answer: what is set aside already is all there is. */
    private void unreachable() {
        reading = reading == Reading.OPEN ? Reading.OPEN : Reading.AGAIN;
        flush = false;
        while (!waiting.isEmpty()) {
            answer(later("the store of budgets does not answer"));
        }
        rest();
    }

    private Optional<Afford> degraded(Demand demand) {
        return outlook.degraded(used -> purse.leavesOut(demand, used));
    }

    private <T> Future<T> limited(Future<T> answer) {
        return Deadlines.within(timers, STORE_ANSWERS, answer);
    }
}
