package org.inkstream.app.service;

import java.util.List;
import org.inkstream.agents.budget.BudgetStore;
import org.inkstream.agents.budget.BudgetedEndpoints;
import org.inkstream.agents.budget.Purse;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.config.InvalidSettings;
import org.inkstream.config.Settings;
import org.inkstream.metrics.BudgetMetrics;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.Charge;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.PriceTable;
import org.inkstream.money.Tokens;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.time.Timers;

/** Whether, and by what, the calls of this process are limited. */
final class Budgeting {
    private Budgeting() {}

    /** Whether whoever asks models sets money aside. */
    static boolean isNeeded(Settings settings, Inference inference) {
        return settings.budgets().limited() && !inference.tools().isEmpty();
    }

    /** The clients of inference servers of a service: those of a gateway are limited there. */
    static EndpointOpener of(
            Settings settings,
            Inference inference,
            PriceTable prices,
            MongoStores stores,
            Journals journals,
            BudgetMetrics meters,
            Timers clock) {
        boolean askedHere = settings.gateway().url().isEmpty();
        if (!askedHere || !isNeeded(settings, inference)) {
            return unlimited();
        }
        Owner me =
                journals.me()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "budgets need the journal (journal.enabled)"));
        return limited(
                settings,
                inference,
                prices,
                stores.budgets(),
                BudgetOwner.owners(me, journals.liveness()),
                meters,
                clock);
    }

    /** The clients of inference servers where nothing is limited. */
    static EndpointOpener unlimited() {
        return EndpointOpener.of(ModelEndpoints.ofProcess());
    }

    /**
     * The clients of inference servers, asked as far as budgets go.
     *
     * @param meters told of each call that is not made
     * @param clock by whose day prices are looked up
     * @throws InvalidSettings if a model is paid for and nobody knows how much
     */
    static EndpointOpener limited(
            Settings settings,
            Inference inference,
            PriceTable prices,
            BudgetStore store,
            Purse.Owners owners,
            BudgetMetrics meters,
            Timers clock) {
        List<InvalidSettings.Problem> problems =
                inference.tools().stream()
                        .flatMap(tool -> inference.models().modelsOf(tool).stream())
                        .distinct()
                        .filter(model -> isUnpriced(model, inference, prices, clock))
                        .map(Budgeting::problem)
                        .toList();
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
        return new BudgetedEndpoints(
                unlimited(), settings.budgets(), prices, store, owners, meters::refused);
    }

    private static boolean isUnpriced(
            ModelSpec model, Inference inference, PriceTable prices, Timers clock) {
        EndpointSpec endpoint = inference.models().endpointOf(model);
        ModelUsage one = ModelUsage.atMost(endpoint.provider(), model.model(), Tokens.of(1, 1));
        return prices.charge(one, clock.now()) instanceof Charge.Unpriced;
    }

    private static InvalidSettings.Problem problem(ModelSpec model) {
        return new InvalidSettings.Problem(
                "cost.priceFile",
                "",
                "must have a price of model '"
                        + model.model()
                        + "', because budgets are set and nobody could keep within them");
    }
}
