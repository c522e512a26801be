package org.inkstream.agents.budget;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.RateLimits;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;

/**
 * An inference server that is asked only after the most that the answer can cost is set aside. What
 * nobody sends a bill for goes by untouched. Used on its endpoint's event loop only.
 */
final class BudgetedEndpoint implements ModelEndpoint {
    private final ModelEndpoint endpoint;
    private final Worst worst;
    private final Purse purse;
    private final Duration patience;
    private final Timers timers;

    BudgetedEndpoint(
            ModelEndpoint endpoint, Worst worst, Purse purse, Duration patience, Timers timers) {
        this.endpoint = endpoint;
        this.worst = worst;
        this.purse = purse;
        this.patience = patience;
        this.timers = timers;
    }

    @Override
    public Generation generate(ModelRequest request) {
        Optional<Money> most = worst.of(request);
        if (most.isEmpty()) {
            return new NeverSent(
                    CallFailure.overBudget(
                            "nobody knows what "
                                    + request.model().model()
                                    + " costs: it needs a price where budgets are set"));
        }
        if (most.get().equals(Money.ZERO)) {
            return endpoint.generate(request);
        }
        BudgetedGeneration generation =
                new BudgetedGeneration(
                        endpoint, request, most.get(), worst, purse, patience, timers);
        generation.start();
        return generation;
    }

    @Override
    public Future<Void> ping() {
        return endpoint.ping();
    }

    @Override
    public Future<Sight> look() {
        return endpoint.look();
    }

    @Override
    public Future<Load> load() {
        return endpoint.load();
    }

    @Override
    public Future<Integer> slots() {
        return endpoint.slots();
    }

    @Override
    public void listen(RateLimits.Listener listener) {
        endpoint.listen(listener);
    }

    /** The calls first: what they did not cost is given back before the rest is. */
    @Override
    public Future<Void> close() {
        return endpoint.close().eventually(purse::close);
    }
}
