package org.inkstream.agents.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.inkstream.config.BudgetSettings;
import org.inkstream.money.Money;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final BudgetSettings VIENNA =
            new BudgetSettings(
                    1,
                    20,
                    5,
                    Map.of("free", "0"),
                    2,
                    0,
                    "Europe/Vienna",
                    List.of(),
                    Duration.ofSeconds(10));

    private final Accounts accounts = new Accounts(VIENNA);

    @Test
    void a_call_concerns_its_day_month_collection_and_job() {
        assertThat(accounts.of(demand("c.1", "j"), Instant.parse("2026-03-05T12:00:00Z")))
                .containsOnly(
                        Map.entry("day/2026-03-05", Budgets.usd(1)),
                        Map.entry("month/2026-03", Budgets.usd(20)),
                        Map.entry("collection/2026-03/c.1", Budgets.usd(5)),
                        Map.entry("job/j", Budgets.usd(2)));
    }

    @Test
    void what_has_no_limit_is_no_account() {
        assertThat(accounts.of(demand("free", ""), Instant.parse("2026-03-05T12:00:00Z")))
                .containsOnlyKeys("day/2026-03-05", "month/2026-03");
    }

    @Test
    void days_begin_at_midnight_where_the_archive_is_summer_time_included() {
        // The last Sundays of March and October have 23 and 25 hours.
        assertThat(dayOf("2026-03-28T22:59:59Z")).isEqualTo("day/2026-03-28");
        assertThat(dayOf("2026-03-28T23:00:00Z")).isEqualTo("day/2026-03-29");
        assertThat(dayOf("2026-03-29T21:59:59Z")).isEqualTo("day/2026-03-29");
        assertThat(dayOf("2026-03-29T22:00:00Z")).isEqualTo("day/2026-03-30");
        assertThat(dayOf("2026-10-24T22:00:00Z")).isEqualTo("day/2026-10-25");
        assertThat(dayOf("2026-10-25T22:59:59Z")).isEqualTo("day/2026-10-25");
        assertThat(dayOf("2026-10-25T23:00:00Z")).isEqualTo("day/2026-10-26");
    }

    @Test
    void what_holds_now_is_one_budget_for_each_scope_the_fullest_of_collections_and_jobs() {
        LocalDate today = LocalDate.parse("2026-03-05");
        Account full = spent(5, 4, today);
        Book book =
                new Book(
                        Map.of(
                                "day/2026-03-04", spent(1, 1, today.minusDays(1)),
                                "collection/2026-03/a", spent(5, 1, today),
                                "collection/2026-03/b", full,
                                "collection/2026-02/c", spent(5, 5, today.minusDays(20)),
                                "job/old", spent(2, 2, today.minusDays(2)),
                                "job/new", spent(2, 1, today.minusDays(1))),
                        Map.of());

        assertThat(accounts.current(book, Instant.parse("2026-03-05T12:00:00Z")))
                .containsOnly(
                        Map.entry("day", Account.of(Budgets.usd(1), today)),
                        Map.entry("month", Account.of(Budgets.usd(20), today)),
                        Map.entry("collection", full),
                        Map.entry("job", spent(2, 1, today.minusDays(1))));
    }

    private static Account spent(double limit, double spent, LocalDate opened) {
        return Account.of(Budgets.usd(limit), opened)
                .plus(Money.ZERO.minus(Budgets.usd(spent)), Budgets.usd(spent), Money.ZERO);
    }

    @Test
    void a_name_tells_its_scope_period_and_id() {
        assertThat(Accounts.scope("collection/2026-03/a/b")).isEqualTo("collection");
        assertThat(Accounts.period("collection/2026-03/a/b")).isEqualTo("2026-03");
        assertThat(Accounts.id("collection/2026-03/a/b")).isEqualTo("a/b");
        assertThat(Accounts.spoken("day/2026-03-05")).isEqualTo("the day 2026-03-05");
    }

    private String dayOf(String now) {
        return accounts.of(demand("", ""), Instant.parse(now)).keySet().stream()
                .filter(name -> name.startsWith("day/"))
                .findFirst()
                .orElseThrow();
    }

    private static Demand demand(String collection, String job) {
        return new Demand(collection, job, "run", Money.ZERO, 0, 0);
    }
}
