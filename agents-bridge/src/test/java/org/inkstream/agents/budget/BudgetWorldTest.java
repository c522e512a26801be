package org.inkstream.agents.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.inkstream.config.BudgetSettings;
import org.inkstream.money.Money;
import org.junit.jupiter.api.Test;

class BudgetWorldTest {
    private static final int ACTIONS = 150;

    /** A call needs up to 0.1 millionths of a dollar: these limits fit some dozens. */
    private static final BudgetSettings TINY = Budgets.all(0.000002, 0.000004, 0.000003, 0.000002);

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void without_deaths_what_is_spent_is_what_is_billed_and_nothing_stays_reserved(
            @ForAll long seed) {
        BudgetWorld world = new BudgetWorld(seed, TINY, 0);
        play(world, false);

        assertThat(world.granted).isPositive();
        assertThat(world.store.book.holds()).isEmpty();
        world.store
                .book
                .accounts()
                .forEach(
                        (name, account) -> {
                            assertThat(account.spent())
                                    .as(name)
                                    .isEqualTo(world.billed.getOrDefault(name, Money.ZERO));
                            assertThat(account.assumed()).isEqualTo(Money.ZERO);
                        });
    }

    @Property(tries = 700, shrinking = ShrinkingMode.OFF)
    void wherever_processes_die_and_whatever_the_store_loses_nothing_is_overspent(
            @ForAll long seed) {
        BudgetWorld world = new BudgetWorld(seed, TINY, 60);
        play(world, true);

        assertThat(world.store.book.holds()).isEmpty();
        world.store
                .book
                .accounts()
                .forEach(
                        (name, account) -> {
                            Money billed = world.billed.getOrDefault(name, Money.ZERO);
                            assertThat(account.left().plus(account.spent()))
                                    .as(name)
                                    .isEqualTo(account.limit());
                            assertThat(billed).as(name).isLessThanOrEqualTo(account.spent());
                            assertThat(account.spent().minus(account.assumed()))
                                    .as(name)
                                    .isLessThanOrEqualTo(billed);
                        });
    }

    @Test
    void the_world_sees_a_store_that_does_changes_whose_time_is_over() {
        assertThat(LongStream.range(0, 200)).anyMatch(BudgetWorldTest::breaks);
    }

    private static boolean breaks(long seed) {
        BudgetWorld world = new BudgetWorld(seed, TINY, 60);
        world.store.fenceless = true;
        try {
            play(world, true);
            return !world.store.book.holds().isEmpty();
        } catch (AssertionError | RuntimeException seen) {
            return true;
        }
    }

    /**
     * Through a midnight, at which days and the month end: the clock begins on a first of January.
     */
    private static void play(BudgetWorld world, boolean deaths) {
        world.timers.advance(Duration.ofDays(30).plusHours(23).plusMinutes(59).plusSeconds(40));
        world.start(3);
        for (int i = 0; i < ACTIONS; i++) {
            world.act(deaths);
        }
        world.end();
        assertThat(world.timers.pending()).isZero();
    }
}
