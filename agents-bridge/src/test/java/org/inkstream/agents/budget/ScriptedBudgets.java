package org.inkstream.agents.budget;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;

/** A store that keeps its contract, as late, lost and broken as a test wants it. */
final class ScriptedBudgets implements BudgetStore {
    Book book = Book.EMPTY;
    final Map<String, Long> leftOfRuns = new HashMap<>();
    int changes;
    boolean away;

    /** Does changes of holds whatever their version. */
    boolean fenceless;

    private final Timers timers;
    private final Random random;
    private final int faultsPerMille;
    private final int mostMillis;

    /** Answers at once. */
    ScriptedBudgets(Timers timers) {
        this(timers, new Random(0), 0, 0);
    }

    /**
     * @param mostMillis of each of the two ways
     */
    ScriptedBudgets(Timers timers, Random random, int faultsPerMille, int mostMillis) {
        this.timers = timers;
        this.random = random;
        this.faultsPerMille = faultsPerMille;
        this.mostMillis = mostMillis;
    }

    private <T> Future<T> ask(Supplier<T> work) {
        if (away) {
            return Future.failedFuture("away");
        }
        if (mostMillis == 0) {
            return Future.succeededFuture(work.get());
        }
        Promise<T> answer = Promise.promise();
        boolean faulty = random.nextInt(1000) < faultsPerMille;
        int fault = faulty ? random.nextInt(4) : -1;
        // Very late: whoever asked has long given up.
        int there = fault == 0 ? random.nextInt(20_000) : random.nextInt(mostMillis);
        if (fault == 1) {
            return answer.future();
        }
        timers.after(
                Duration.ofMillis(there),
                () -> {
                    if (fault == 2) {
                        answer.fail("refused connection");
                        return;
                    }
                    T outcome = work.get();
                    if (fault != 3) {
                        timers.after(
                                Duration.ofMillis(random.nextInt(mostMillis)),
                                () -> answer.complete(outcome));
                    }
                });
        return answer.future();
    }

    @Override
    public Future<Book> open(Map<String, Money> limits, LocalDate today) {
        return ask(() -> book = book.open(limits, today));
    }

    @Override
    public Future<Book> read() {
        return ask(() -> book);
    }

    @Override
    public Future<Optional<Book>> change(Change change) {
        return ask(
                () -> {
                    changes++;
                    Optional<Book> after = book.after(fenceless ? asIfSeen(change) : change);
                    after.ifPresent(changed -> book = changed);
                    return after;
                });
    }

    private Change asIfSeen(Change change) {
        Hold hold = book.holds().get(change.holdId());
        long seen = hold == null ? 0 : hold.version();
        return new Change(
                change.holdId(),
                change.owner(),
                change.accounts(),
                seen,
                Math.max(change.version(), seen + 1),
                change.take(),
                change.spend(),
                change.may(),
                change.last(),
                change.forced());
    }

    @Override
    public Future<Boolean> reclaim(String holdId, Hold seen) {
        return ask(
                () -> {
                    Optional<Book> after = book.reclaimed(holdId, seen);
                    after.ifPresent(changed -> book = changed);
                    return after.isPresent();
                });
    }

    @Override
    public Future<Void> forget(String account) {
        return ask(() -> book = book.without(account)).mapEmpty();
    }

    @Override
    public Future<Boolean> takeOfRun(String runId, Money limit, Money amount) {
        return ask(
                () -> {
                    long left = leftOfRuns.getOrDefault(runId, limit.picoUsd());
                    if (left < amount.picoUsd()) {
                        return false;
                    }
                    leftOfRuns.put(runId, left - amount.picoUsd());
                    return true;
                });
    }

    @Override
    public Future<Void> giveToRun(String runId, Money amount) {
        return ask(() -> leftOfRuns.merge(runId, amount.picoUsd(), Long::sum)).mapEmpty();
    }
}
