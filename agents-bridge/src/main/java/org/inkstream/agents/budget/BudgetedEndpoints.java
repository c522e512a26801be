package org.inkstream.agents.budget;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.config.BudgetSettings;
import org.inkstream.models.EndpointSpec;
import org.inkstream.money.Charge;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.PriceTable;
import org.inkstream.money.Tokens;
import org.inkstream.time.Timers;

/**
 * Opens clients of inference servers that are asked only as far as budgets go. It stands behind the
 * queue of an endpoint, where each request is really sent and comes only once, so that nothing is
 * set aside for what waits, is shared or was kept.
 *
 * @param below makes the clients
 * @param settings how much may be spent
 * @param prices of models
 * @param store where it is written down, for any event loop
 * @param owners the processes that share it
 * @param refused hears of each call that is not made, by the scope of the budget that lacks it; on
 *     any event loop
 */
public record BudgetedEndpoints(
        EndpointOpener below,
        BudgetSettings settings,
        PriceTable prices,
        BudgetStore store,
        Purse.Owners owners,
        Consumer<String> refused)
        implements EndpointOpener {

    @Override
    public List<String> problems(EndpointSpec spec) {
        return below.problems(spec);
    }

    @Override
    public ModelEndpoint open(Vertx vertx, EndpointSpec spec, Timers timers) {
        ModelEndpoint endpoint = below.open(vertx, spec, timers);
        if (!sendsBills(spec.provider(), timers)) {
            return endpoint;
        }
        return new BudgetedEndpoint(
                endpoint,
                new Worst(spec.provider(), prices, timers),
                new Purse(spec.name(), owners, store, settings, refused, timers),
                settings.patience(),
                timers);
    }

    private boolean sendsBills(String provider, Timers clock) {
        ModelUsage ofAny = ModelUsage.atMost(provider, "", Tokens.of(1, 1));
        return !(prices.charge(ofAny, clock.now()) instanceof Charge.Free)
                || prices.models().stream().anyMatch(model -> model.provider().equals(provider));
    }
}
