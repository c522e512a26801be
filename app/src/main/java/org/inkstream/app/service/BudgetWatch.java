package org.inkstream.app.service;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.budget.Account;
import org.inkstream.agents.budget.Accounts;
import org.inkstream.agents.budget.Book;
import org.inkstream.agents.budget.BudgetStore;
import org.inkstream.config.BudgetSettings;
import org.inkstream.metrics.BudgetMetrics;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;

/** Shows in the scrape how the budgets stand. Used on the event loop of its timers. */
final class BudgetWatch {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int PICO_SCALE = 12;

    private final BudgetStore store;
    private final Accounts accounts;
    private final BudgetMetrics meters;
    private final Timers timers;
    private final Lookout look;
    private final Set<String> shown = new HashSet<>();

    BudgetWatch(BudgetStore store, BudgetSettings settings, BudgetMetrics meters, Timers timers) {
        this.store = store;
        this.accounts = new Accounts(settings);
        this.meters = meters;
        this.timers = timers;
        this.look = new Lookout("how the budgets stand", timers, EVERY, this::look);
    }

    void start() {
        look.start(FIRST);
    }

    void stop() {
        look.stop();
    }

    private Future<Book> look() {
        return store.read()
                .onSuccess(book -> show(accounts.current(book, timers.now())))
                .onFailure(away -> forgetBut(Set.of()));
    }

    private void show(Map<String, Account> current) {
        forgetBut(current.keySet());
        current.forEach(
                (scope, account) -> {
                    shown.add(scope);
                    meters.stands(
                            scope, usd(account.limit()), usd(account.spent()), usd(account.left()));
                });
    }

    /** A budget that is none any more, such as of a job that has long ended, is no number. */
    private void forgetBut(Set<String> scopes) {
        shown.stream().filter(scope -> !scopes.contains(scope)).forEach(meters::unknown);
        shown.retainAll(scopes);
    }

    private static double usd(Money amount) {
        return BigDecimal.valueOf(amount.picoUsd(), PICO_SCALE).doubleValue();
    }
}
