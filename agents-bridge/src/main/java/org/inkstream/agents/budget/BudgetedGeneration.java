package org.inkstream.agents.budget;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;

/** One generation that is sent when there is money for it. Used on its endpoint's event loop. */
final class BudgetedGeneration implements ModelEndpoint.Generation {
    private static final Duration LEAST_TIME = Duration.ofMillis(1);

    private final ModelEndpoint endpoint;
    private final ModelRequest request;
    private final Money most;
    private final Worst worst;
    private final Purse purse;
    private final Duration patience;
    private final Timers timers;
    private final long begun;
    private final Promise<ModelAnswer> answer = Promise.promise();
    private final Promise<Void> begins = Promise.promise();
    private State state = new State.Asking();

    private sealed interface State {
        /** Whether there is money. */
        record Asking() implements State {}

        /** For money that calls in the air may give back. */
        record Waiting(Timers.Timer next) implements State {}

        record Sent(ModelEndpoint.Generation generation) implements State {}

        record Ended() implements State {}
    }

    /**
     * @param most that it can cost
     * @param patience how long it waits for money
     */
    BudgetedGeneration(
            ModelEndpoint endpoint,
            ModelRequest request,
            Money most,
            Worst worst,
            Purse purse,
            Duration patience,
            Timers timers) {
        this.endpoint = endpoint;
        this.request = request;
        this.most = most;
        this.worst = worst;
        this.purse = purse;
        this.patience = patience;
        this.timers = timers;
        this.begun = timers.monotonicNanos();
    }

    void start() {
        state = new State.Asking();
        purse.afford(
                        new Demand(
                                request.tag().collectionId(),
                                request.tag().jobId(),
                                request.tag().runId(),
                                most,
                                request.place().before(),
                                request.place().behind()))
                .onSuccess(this::decide)
                .onFailure(bug -> end(new CallFailure(ErrorClass.UNKNOWN, bug.toString())));
    }

    @Override
    public Future<ModelAnswer> answer() {
        return answer.future();
    }

    @Override
    public Future<?> begun() {
        return begins.future();
    }

    @Override
    public void abort() {
        if (state instanceof State.Sent sent) {
            sent.generation().abort();
        } else {
            // Told for certain: nothing was sent, so nothing is paid.
            end(new CallFailure(ErrorClass.CONNECTION, "given up by whoever asked").byAgent());
        }
    }

    private void decide(Afford afford) {
        if (!(state instanceof State.Asking)) {
            if (afford instanceof Afford.Granted late) {
                late.grant().settle(Money.ZERO);
            }
            return;
        }
        afford.match(
                granted -> send(granted.grant()),
                degraded ->
                        end(
                                CallFailure.overBudget(
                                        "%.0f %% of the budget of %s is used, a cheaper model is asked"
                                                .formatted(
                                                        Math.min(1, degraded.used()) * 100,
                                                        Accounts.spoken(degraded.account())))),
                this::waitFor,
                refused -> end(CallFailure.overBudget(refused.why())));
    }

    private boolean waitFor(Afford.Deferred deferred) {
        Duration left = patience.minus(timers.since(begun));
        if (left.compareTo(Duration.ZERO) <= 0 || !deadlineAllows()) {
            return end(CallFailure.overBudget(deferred.why()));
        }
        Duration pause = deferred.after().compareTo(left) < 0 ? deferred.after() : left;
        state = new State.Waiting(timers.after(pause, this::start));
        return false;
    }

    /** What stands behind this model needs time as well. */
    private boolean deadlineAllows() {
        Duration remaining = request.tag().remaining();
        return remaining.isZero() || timers.since(begun).multipliedBy(2).compareTo(remaining) < 0;
    }

    private boolean send(Grant grant) {
        ModelEndpoint.Generation generation;
        try {
            generation = endpoint.generate(withTimeLeft());
        } catch (RuntimeException bug) {
            grant.settle(Money.ZERO);
            return end(bug);
        }
        state = new State.Sent(generation);
        generation.begun().onSuccess(now -> begins.tryComplete());
        generation
                .answer()
                .onComplete(
                        whole -> {
                            grant.settle(worst.cost(whole.usage(), most));
                            state = new State.Ended();
                            answer.complete(whole);
                        },
                        failure -> {
                            grant.settle(cost(failure));
                            end(failure);
                        });
        return true;
    }

    private ModelRequest withTimeLeft() {
        Duration waited = timers.since(begun);
        Duration remaining = request.tag().remaining();
        if (remaining.isZero() || waited.isZero()) {
            return request;
        }
        Duration left = remaining.minus(waited);
        return request.within(left.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : left);
    }

    /** What a server has told, or the most where it told nothing; nothing if it was not asked. */
    private Money cost(Throwable failure) {
        if (!(failure instanceof CallFailure known)) {
            return most;
        }
        Money sum = Money.ZERO;
        for (ModelUsage usage : known.usage()) {
            sum = sum.plus(worst.cost(usage, most));
        }
        return sum;
    }

    private boolean end(Throwable why) {
        if (state instanceof State.Waiting waiting) {
            waiting.next().cancel();
        }
        state = new State.Ended();
        return answer.tryFail(why);
    }
}
