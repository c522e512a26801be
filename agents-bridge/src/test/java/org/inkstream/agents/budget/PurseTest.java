package org.inkstream.agents.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.budget.Budgets.DAY;
import static org.inkstream.agents.budget.Budgets.demand;
import static org.inkstream.agents.budget.Budgets.ofDay;
import static org.inkstream.agents.budget.Budgets.usd;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.config.BudgetSettings;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PurseTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptedBudgets store = new ScriptedBudgets(timers);
    private final List<Purse> purses = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<Grant> inTheAir = new ArrayList<>();
    private boolean dead;

    @AfterEach
    void no_timer_and_no_reservation_outlives_its_purse() {
        store.away = false;
        inTheAir.forEach(grant -> grant.settle(Money.ZERO));
        purses.forEach(Purse::close);
        assertThat(timers.pending()).isZero();
        assertThat(store.book.holds()).isEmpty();
    }

    @Test
    void what_a_call_did_cost_is_spent_and_nothing_else() {
        Purse purse = purse("a", ofDay(10));

        granted(purse, 0.10).settle(usd(0.03));
        timers.advance(Duration.ofSeconds(10));

        assertThat(day().spent()).isEqualTo(usd(0.03));
        assertThat(day().left()).isEqualTo(usd(9.97));
        assertThat(day().reserved()).isEqualTo(Money.ZERO);
    }

    @Test
    void whoever_watches_hears_which_budget_has_too_little_left() {
        granted(purse("a", ofDay(0.10)), 0.05);
        purse("b", ofDay(0.10)).afford(demand(0.20));

        assertThat(refusals).containsExactly("day");
    }

    @Test
    void a_call_that_is_settled_twice_is_paid_once() {
        Grant grant = granted(purse("a", ofDay(10)), 0.10);

        grant.settle(usd(0.03));
        grant.settle(usd(0.10));
        timers.advance(Duration.ofSeconds(10));

        assertThat(day().spent()).isEqualTo(usd(0.03));
    }

    @Test
    void calls_are_let_through_from_memory() {
        Purse purse = purse("a", ofDay(1_000));
        for (int i = 0; i < 1_000; i++) {
            granted(purse, 0.01).settle(usd(0.001));
        }
        timers.advance(Duration.ofSeconds(10));

        assertThat(day().spent()).isEqualTo(usd(1));
        assertThat(store.changes).isLessThan(100);
    }

    @Test
    void a_call_that_could_pass_the_limit_is_refused_with_what_is_left() {
        Purse purse = purse("a", ofDay(0.10));
        granted(purse, 0.08).settle(usd(0.08));

        assertThat(ask(purse, demand(0.03)))
                .isEqualTo(new Afford.Refused(DAY, usd(0.02), usd(0.03)));
    }

    @Test
    void money_that_calls_in_the_air_may_give_back_is_waited_for_across_processes() {
        Grant inTheAir = granted(purse("a", ofDay(0.10)), 0.08);
        Purse other = purse("b", ofDay(0.10));

        assertThat(ask(other, demand(0.03))).isInstanceOf(Afford.Deferred.class);
        inTheAir.settle(usd(0.01));

        granted(other, 0.03).settle(usd(0.03));
        timers.advance(Duration.ofSeconds(10));
        assertThat(day().spent()).isEqualTo(usd(0.04));
    }

    @Test
    void what_a_dead_process_may_have_sent_is_spent_and_the_rest_is_left() {
        Purse dying = purse("dead", ofDay(100));
        for (int i = 0; i < 40; i++) {
            granted(dying, 0.10).settle(usd(0.10));
        }
        granted(dying, 0.10);
        Hold held = store.book.holds().values().iterator().next();
        Money booked = day().spent();
        dead = true;
        assertThat(held.amount()).isGreaterThan(held.may());

        purse("b", ofDay(100));
        timers.advance(Duration.ofSeconds(10));

        assertThat(day().spent()).isEqualTo(booked.plus(held.may()));
        assertThat(day().assumed()).isEqualTo(held.may());
        assertThat(day().spent()).isBetween(usd(4.1), usd(5));
        assertThat(day().reserved()).isEqualTo(Money.ZERO);
    }

    @Test
    void without_the_store_what_is_set_aside_is_spent_and_then_the_tap_is_closed() {
        Purse purse = purse("a", ofDay(100));
        granted(purse, 0.10).settle(usd(0.10));
        store.away = true;
        assertThat(ask(purse, demand(0.45))).isInstanceOf(Afford.Deferred.class);

        int more = 0;
        while (ask(purse, demand(0.10)) instanceof Afford.Granted granted) {
            granted.grant().settle(usd(0.10));
            more++;
        }

        assertThat(more).isBetween(1, 10);
        store.away = false;
        timers.advance(Duration.ofSeconds(10));
        assertThat(day().spent()).isEqualTo(usd(0.10 * (more + 1)));
    }

    @Test
    void with_so_much_used_a_route_leaves_its_first_models_out() {
        BudgetSettings settings =
                new BudgetSettings(
                        1, 0, 0, Map.of(), 0, 0, "UTC", List.of(0.5, 0.8), Duration.ZERO);
        Purse purse = purse("a", settings);
        granted(purse, 0.6).settle(usd(0.6));

        assertThat(ask(purse, at(0, 2))).isInstanceOf(Afford.Degraded.class);
        assertThat(ask(purse, at(0, 0))).isInstanceOf(Afford.Granted.class);
        assertThat(ask(purse, at(1, 1))).isInstanceOf(Afford.Granted.class);

        granted(purse, 0.25).settle(usd(0.25));
        assertThat(ask(purse, at(1, 1))).isInstanceOf(Afford.Degraded.class);
        assertThat(ask(purse, at(2, 0))).isInstanceOf(Afford.Granted.class);
    }

    @Test
    void with_a_new_day_there_is_new_money_and_a_late_bill_belongs_to_the_old_one() {
        Purse purse = purse("a", ofDay(0.10));
        Grant late = granted(purse, 0.09);
        timers.advance(Duration.ofDays(1));

        granted(purse, 0.08).settle(usd(0.08));
        late.settle(usd(0.05));

        assertThat(store.book.accounts().get(DAY).spent()).isEqualTo(usd(0.05));
        assertThat(store.book.accounts().get("day/2026-01-02").spent()).isEqualTo(usd(0.08));
    }

    @Test
    void no_pass_over_a_letter_runs_away() {
        BudgetSettings settings =
                new BudgetSettings(10, 0, 0, Map.of(), 0, 0.10, "UTC", List.of(), Duration.ZERO);
        Purse purse = purse("a", settings);
        granted(purse, 0.08).settle(usd(0.05));

        assertThat(ask(purse, demand(0.06))).isInstanceOf(Afford.Refused.class);
        granted(purse, 0.05).settle(usd(0.05));
        Demand ofAnother = new Demand("c", "", "another", usd(0.08), 0, 0);
        assertThat(ask(purse, ofAnother)).isInstanceOf(Afford.Granted.class);
    }

    @Test
    void a_limit_that_is_changed_holds_from_the_next_start_on() {
        Purse before = purse("a", ofDay(0.10));
        granted(before, 0.10).settle(usd(0.10));
        timers.advance(Duration.ofSeconds(10));

        Purse after = purse("b", ofDay(0.25));
        granted(after, 0.15).settle(usd(0.15));

        assertThat(day().left()).isEqualTo(Money.ZERO);
        assertThat(day().limit()).isEqualTo(usd(0.25));
    }

    private Purse purse(String name, BudgetSettings settings) {
        Purse.Owners owners =
                new Purse.Owners() {
                    @Override
                    public String me() {
                        return name + "#1";
                    }

                    @Override
                    public boolean isDead(String owner) {
                        return owner.startsWith("dead");
                    }
                };
        Purse purse =
                new Purse(
                        "api",
                        owners,
                        store,
                        settings,
                        refusals::add,
                        name.equals("dead") ? new Mortal() : timers);
        purses.add(purse);
        return purse;
    }

    /** Of a process after whose death nothing of it happens any more. */
    private final class Mortal implements Timers {
        @Override
        public Instant now() {
            return timers.now();
        }

        @Override
        public long monotonicNanos() {
            return timers.monotonicNanos();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return timers.after(
                    delay,
                    () -> {
                        if (!dead) {
                            task.run();
                        }
                    });
        }
    }

    private static Demand at(int place, int behind) {
        return new Demand("c", "", "run", usd(0.01), place, behind);
    }

    private Afford ask(Purse purse, Demand demand) {
        Afford answer = purse.afford(demand).result();
        if (answer instanceof Afford.Granted granted) {
            inTheAir.add(granted.grant());
        }
        return answer;
    }

    private Grant granted(Purse purse, double worst) {
        return ((Afford.Granted) ask(purse, demand(worst))).grant();
    }

    private Account day() {
        return store.book.accounts().get(DAY);
    }
}
