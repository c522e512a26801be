package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import org.inkstream.money.Money;
import org.inkstream.pipeline.workflow.HealBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class HealBudgetContractTest {
    private static final String DAY = "2026-03-01";
    private static final HealBudget.Day FIRST = day(0, 0, 50);

    private final StoreUnderTest store;
    private final HealBudget.Store budget;

    HealBudgetContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        budget = store.stores.healBudget();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_day_of_which_nothing_is_known_has_cost_nothing() {
        assertThat(await(budget.read(DAY))).isEqualTo(HealBudget.Day.NEW);
    }

    @Test
    void a_day_changes_only_from_what_was_seen() {
        assertThat(await(budget.replace(DAY, HealBudget.Day.NEW, FIRST))).isTrue();
        assertThat(await(budget.replace(DAY, HealBudget.Day.NEW, day(0, 0, 70)))).isFalse();
        assertThat(await(budget.read(DAY))).isEqualTo(FIRST);

        assertThat(await(budget.replace(DAY, FIRST, day(0, 0, 100)))).isTrue();
        assertThat(await(budget.replace(DAY, FIRST, day(0, 0, 100)))).isFalse();

        assertThat(await(budget.read(DAY))).isEqualTo(day(0, 0, 100));
        assertThat(await(budget.read("2026-03-02"))).isEqualTo(HealBudget.Day.NEW);
    }

    @Test
    void what_a_pass_cost_takes_the_place_of_what_was_reserved() {
        long much = 9_000_000_000_000_000L;
        await(budget.replace(DAY, HealBudget.Day.NEW, FIRST));

        await(budget.add(DAY, new Money(much), new Money(20)));
        await(budget.release(DAY, new Money(30)));

        assertThat(await(budget.read(DAY))).isEqualTo(day(much, 1, 0));
    }

    @Test
    void a_day_with_nothing_reserved_any_more_can_be_begun_again() {
        await(budget.replace(DAY, HealBudget.Day.NEW, FIRST));
        await(budget.release(DAY, new Money(50)));

        assertThat(await(budget.replace(DAY, HealBudget.Day.NEW, FIRST))).isTrue();

        assertThat(await(budget.read(DAY))).isEqualTo(FIRST);
    }

    private static HealBudget.Day day(long charged, long passes, long reserved) {
        return new HealBudget.Day(new Money(charged), passes, new Money(reserved));
    }
}
