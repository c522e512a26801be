package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.budget.Account;
import org.inkstream.agents.budget.Book;
import org.inkstream.agents.budget.BudgetStore;
import org.inkstream.agents.budget.Change;
import org.inkstream.agents.budget.Hold;
import org.inkstream.config.BudgetSettings;
import org.inkstream.metrics.Metrics;
import org.inkstream.money.Money;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetWatchTest {
    private static final long USD = 1_000_000_000_000L;
    private static final BudgetSettings TEN_A_DAY =
            new BudgetSettings(10, 0, 0, Map.of(), 0, 0, "UTC", List.of(), Duration.ofSeconds(10));

    private final VirtualTimers timers = new VirtualTimers();
    private final Metrics metrics = new Metrics("test");
    private final Store store = new Store();
    private final BudgetWatch watch = new BudgetWatch(store, TEN_A_DAY, metrics.budgets(), timers);
    private final LocalDate today = LocalDate.ofInstant(timers.now(), ZoneOffset.UTC);

    @AfterEach
    void close() {
        watch.stop();
        metrics.close();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_budget_that_nobody_has_used_yet_is_whole() {
        watch.start();
        timers.advance(Duration.ofSeconds(2));

        assertThat(scrape())
                .contains("enrichment_budget_left_usd{scope=\"day\"} 10.0")
                .contains("enrichment_budget_percentage_used{scope=\"day\"} 0.0")
                .doesNotContain("enrichment_budget_left_usd{scope=\"month\"}");
    }

    @Test
    void what_is_spent_left_and_set_aside_is_told_apart() {
        // Two are set aside for calls in the air.
        store.book = book("day/" + today, new Account(usd(10), usd(5), usd(3), usd(0), today));
        watch.start();
        timers.advance(Duration.ofSeconds(2));

        assertThat(scrape())
                .contains("enrichment_budget_limit_usd{scope=\"day\"} 10.0")
                .contains("enrichment_budget_spent_usd{scope=\"day\"} 3.0")
                .contains("enrichment_budget_left_usd{scope=\"day\"} 5.0")
                .contains("enrichment_budget_percentage_used{scope=\"day\"} 30.0");
    }

    @Test
    void a_job_that_is_over_for_long_and_budgets_that_cannot_be_read_are_no_numbers() {
        store.book = book("job/j", new Account(usd(2), usd(0), usd(2), usd(0), today));
        watch.start();
        timers.advance(Duration.ofSeconds(2));
        String running = scrape();
        timers.advance(Duration.ofDays(3));
        String over = scrape();
        store.away = true;
        timers.advance(Duration.ofMinutes(1));

        assertThat(running).contains("enrichment_budget_percentage_used{scope=\"job\"} 100.0");
        assertThat(over)
                .contains("enrichment_budget_percentage_used{scope=\"job\"} NaN")
                .contains("enrichment_budget_percentage_used{scope=\"day\"} 0.0");
        assertThat(scrape()).contains("enrichment_budget_percentage_used{scope=\"day\"} NaN");
    }

    private String scrape() {
        return metrics.scrape().text();
    }

    private static Book book(String name, Account account) {
        return new Book(Map.of(name, account), Map.of());
    }

    private static Money usd(long dollars) {
        return new Money(dollars * USD);
    }

    /** It only reads. */
    private static final class Store implements BudgetStore {
        private Book book = Book.EMPTY;
        private boolean away;

        @Override
        public Future<Book> read() {
            return away ? Future.failedFuture("away") : Future.succeededFuture(book);
        }

        @Override
        public Future<Book> open(Map<String, Money> limits, LocalDate day) {
            return changes();
        }

        @Override
        public Future<Optional<Book>> change(Change change) {
            return changes();
        }

        @Override
        public Future<Boolean> reclaim(String holdId, Hold seen) {
            return changes();
        }

        @Override
        public Future<Void> forget(String account) {
            return changes();
        }

        @Override
        public Future<Boolean> takeOfRun(String runId, Money limit, Money amount) {
            return changes();
        }

        @Override
        public Future<Void> giveToRun(String runId, Money amount) {
            return changes();
        }

        private static <T> Future<T> changes() {
            throw new IllegalStateException("whoever watches changes nothing");
        }
    }
}
