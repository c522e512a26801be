package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.budget.BudgetStore;
import org.inkstream.agents.budget.Change;
import org.inkstream.app.service.CostBudgets;
import org.inkstream.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CostBudgetsTest {
    private static final Money DOLLAR = new Money(1_000_000_000_000L);
    private static final String DAY = "day/2026-03-01";
    private static final String LETTERS = "collection/2026-03/letters-1914";

    private final StoreUnderTest store = new StoreUnderTest(StoreKind.EMBEDDED);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void spend() {
        BudgetStore budgets = store.stores.budgets();
        await(budgets.open(Map.of(DAY, DOLLAR, LETTERS, DOLLAR), LocalDate.of(2026, 3, 1)));
        await(budgets.change(change(0, 1, 500_000_000_000L, 0)));
        await(budgets.change(change(1, 2, 0, 125_000_000_000L)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void each_limit_is_shown_with_what_is_spent_reserved_and_left() {
        assertThat(show()).isZero();

        assertThat(out.toString().lines())
                .hasSize(3)
                .anySatisfy(
                        line ->
                                assertThat(line.replaceAll(" +", " "))
                                        .startsWith(
                                                "day 2026-03-01 1.000000 0.125000 0.375000"
                                                        + " 0.500000"));
    }

    @Test
    void programs_read_pico_dollars_of_one_collection() {
        assertThat(show("collection/letters-1914", "--json")).isZero();

        JsonObject line = new JsonObject(out.toString());
        assertThat(line.getString("id")).isEqualTo("letters-1914");
        assertThat(line.getString("period")).isEqualTo("2026-03");
        assertThat(line.getLong("reserved_pico_usd")).isEqualTo(375_000_000_000L);
    }

    @Test
    void a_scope_that_does_not_exist_is_named_with_those_that_do() {
        assertThat(show("monthly")).isNotZero();

        assertThat(err.toString())
                .contains("there is no scope 'monthly'")
                .contains("day, month, collection, job");
    }

    @Test
    void a_job_that_never_spent_anything_is_an_error() {
        assertThat(show("job/17")).isNotZero();

        assertThat(err.toString()).contains("nothing was ever spent from 'job/17'");
    }

    private static Change change(long seen, long version, long take, long spend) {
        return new Change(
                "h",
                "p#1",
                Set.of(DAY, LETTERS),
                seen,
                version,
                new Money(take),
                new Money(spend),
                new Money(375_000_000_000L),
                false,
                false);
    }

    private int show(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--set", "store.uri=" + store.uri()));
        all.addAll(List.of("--set", "store.database=" + store.database()));
        return new CommandLine(new CostBudgets())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
