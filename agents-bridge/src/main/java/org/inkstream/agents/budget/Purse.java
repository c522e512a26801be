package org.inkstream.agents.budget;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.inkstream.config.BudgetSettings;
import org.inkstream.money.Money;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets paid calls through as far as budgets go, mostly from memory: it sets slices of money aside,
 * one for each set of limits that calls concern, and books what they did cost. When processes die,
 * those that live take back what the dead had set aside and never sent. Not thread-safe: used on
 * one event loop, with timers of that loop.
 */
public final class Purse {
    private static final Logger LOGGER = LoggerFactory.getLogger(Purse.class);
    private static final Duration TEND = Duration.ofSeconds(10);
    private static final Duration STORE_ANSWERS = Duration.ofSeconds(5);

    private final String name;
    private final Owners owners;
    private final BudgetStore store;
    private final BudgetSettings settings;
    private final Accounts accounts;
    private final Consumer<String> refused;
    private final Timers timers;
    private final Map<Set<String>, Slice> slices = new HashMap<>();
    private Timers.Timer tending = () -> false;
    private boolean closed;
    private int holdings;

    /** The processes that share the budgets. For any thread. */
    public interface Owners {
        /** The incarnation of this process. */
        String me();

        /** Whether another incarnation is gone for sure. */
        boolean isDead(String owner);
    }

    /**
     * @param name of the endpoint, by which the holds of a process are told apart
     * @param refused hears of each call that is not let through, by the scope of the budget that
     *     has not as much left
     */
    public Purse(
            String name,
            Owners owners,
            BudgetStore store,
            BudgetSettings settings,
            Consumer<String> refused,
            Timers timers) {
        this.name = name;
        this.owners = owners;
        this.store = store;
        this.settings = settings;
        this.accounts = new Accounts(settings);
        this.refused = refused;
        this.timers = timers;
        tendLater();
    }

    /** Sets the worst case of a call aside. Never fails. */
    public Future<Afford> afford(Demand demand) {
        return decide(demand)
                .onSuccess(
                        answer -> {
                            if (answer instanceof Afford.Refused one) {
                                refused.accept(Accounts.scope(one.account()));
                            }
                        });
    }

    private Future<Afford> decide(Demand demand) {
        Money cap = accounts.ofDocument();
        if (cap.picoUsd() == 0 || demand.runId().isEmpty()) {
            return affordBeyondRun(demand);
        }
        return Deadlines.within(
                        timers, STORE_ANSWERS, store.takeOfRun(demand.runId(), cap, demand.worst()))
                .compose(
                        taken ->
                                taken
                                        ? affordBeyondRun(demand).map(more -> both(demand, more))
                                        : refused(demand, cap))
                .otherwise(failure -> unreachable());
    }

    private static Future<Afford> refused(Demand demand, Money cap) {
        return Future.succeededFuture(
                new Afford.Refused(Afford.OF_RUN + "/" + demand.runId(), cap, demand.worst()));
    }

    private static Afford unreachable() {
        return new Afford.Deferred(TEND, "the store of budgets does not answer");
    }

    private Afford both(Demand demand, Afford more) {
        if (more instanceof Afford.Granted granted) {
            return new Afford.Granted(
                    Grant.once(
                            cost -> {
                                giveToRun(demand.runId(), demand.worst().minus(cost));
                                granted.grant().settle(cost);
                            }));
        }
        giveToRun(demand.runId(), demand.worst());
        return more;
    }

    /** What is not given back because the store does not answer stays spent. */
    private void giveToRun(String runId, Money back) {
        store.giveToRun(runId, back)
                .onFailure(
                        failure ->
                                LOGGER.atWarn()
                                        .addKeyValue("cause", failure.toString())
                                        .log("what a call did not cost was not given back"));
    }

    private Future<Afford> affordBeyondRun(Demand demand) {
        Map<String, Money> limits = accounts.of(demand, timers.now());
        if (limits.isEmpty()) {
            return Future.succeededFuture(new Afford.Granted(Grant.UNLIMITED));
        }
        return slices.computeIfAbsent(
                        Set.copyOf(limits.keySet()), first -> new Slice(this, limits, timers))
                .ask(demand);
    }

    /** Gives everything back that no call needs. Completes when that is done, as far as it can. */
    public Future<Void> close() {
        closed = true;
        tending.cancel();
        List<Future<Void>> all = List.copyOf(slices.values()).stream().map(Slice::close).toList();
        return Future.join(all).<Void>mapEmpty().otherwiseEmpty();
    }

    private void tendLater() {
        if (!closed) {
            tending = timers.after(TEND, this::tend);
        }
    }

    private void tend() {
        Deadlines.within(
                        timers,
                        STORE_ANSWERS,
                        store.read()
                                .compose(
                                        book ->
                                                reclaimDead(book)
                                                        .compose(n -> endForgotten(book))
                                                        .compose(n -> prune(book))))
                .onComplete(over -> tendLater());
    }

    /** A hold whose making we gave up on, and which was made all the same: nothing used it. */
    private Future<Void> endForgotten(Book book) {
        List<Future<?>> ends =
                book.holds().entrySet().stream()
                        .filter(one -> one.getKey().startsWith(prefix()))
                        .filter(
                                one ->
                                        slices.values().stream()
                                                .noneMatch(s -> s.holds(one.getKey())))
                        .<Future<?>>map(one -> store.change(end(one.getKey(), one.getValue())))
                        .toList();
        return Future.join(ends).mapEmpty();
    }

    private static Change end(String holdId, Hold hold) {
        return new Change(
                holdId,
                hold.owner(),
                hold.accounts(),
                hold.version(),
                hold.version() + 1,
                Money.ZERO.minus(hold.amount()),
                Money.ZERO,
                Money.ZERO,
                true,
                false);
    }

    private String prefix() {
        return owners.me() + "/" + name + "/";
    }

    private Future<Void> prune(Book book) {
        List<Future<Void>> old =
                book.accounts().entrySet().stream()
                        .filter(
                                one ->
                                        Accounts.isOld(one.getKey(), one.getValue(), today())
                                                && !book.isHeld(one.getKey()))
                        .map(one -> store.forget(one.getKey()))
                        .toList();
        return Future.join(old).mapEmpty();
    }

    /** How many holds of dead processes were ended. */
    Future<Integer> reclaimDead(Book book) {
        List<Future<Boolean>> reclaims =
                book.holds().entrySet().stream()
                        .filter(one -> owners.isDead(one.getValue().owner()))
                        .map(one -> reclaim(one.getKey(), one.getValue()))
                        .toList();
        return Future.join(reclaims)
                .map(all -> (int) reclaims.stream().filter(Future::result).count());
    }

    private Future<Boolean> reclaim(String holdId, Hold hold) {
        return store.reclaim(holdId, hold)
                .onSuccess(
                        done -> {
                            if (done) {
                                LOGGER.atInfo()
                                        .addKeyValue("owner", hold.owner())
                                        .addKeyValue("costMicroUsd", hold.may().microUsd())
                                        .log("what a process that died may have spent is booked");
                            }
                        });
    }

    Holding newHolding(Set<String> from) {
        holdings++;
        return new Holding(prefix() + holdings, owners.me(), from);
    }

    /** A slice has nothing any more. */
    void ended(Set<String> from, Slice slice) {
        slices.remove(from, slice);
    }

    /** Whether so much is used that a route leaves this model out. */
    boolean leavesOut(Demand demand, double used) {
        long leftOut = settings.degradeAt().stream().filter(share -> used >= share).count();
        return demand.behind() > 0 && demand.place() < leftOut;
    }

    BudgetStore store() {
        return store;
    }

    LocalDate today() {
        return accounts.today(timers.now());
    }
}
