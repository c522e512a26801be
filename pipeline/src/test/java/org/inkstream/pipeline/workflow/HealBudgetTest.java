package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.money.Money;
import org.inkstream.pipeline.workflow.HealBudget.Answer;
import org.junit.jupiter.api.Test;

class HealBudgetTest {
    private static final Instant NOW = Instant.parse("2026-03-01T23:59:00Z");
    private static final Money MOST = new Money(1_000);

    private final MemoryHealBudget store = new MemoryHealBudget();
    private final HealBudget budget = new HealBudget(store, MOST);

    @Test
    void no_pass_begins_once_the_day_has_cost_what_it_may_until_the_next_day() {
        int begun = 0;
        while (ask(NOW) instanceof Answer.Granted granted) {
            done(granted, 300);
            begun++;
        }

        assertThat(begun).isEqualTo(3);
        assertThat(ask(NOW)).isInstanceOf(Answer.UsedUp.class);
        assertThat(ask(NOW.plus(Duration.ofMinutes(1)))).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void passes_in_the_air_are_reckoned_with_at_what_passes_cost() {
        done(granted(), 300);

        granted();
        granted();

        assertThat(ask(NOW)).isInstanceOf(Answer.NotNow.class);
    }

    @Test
    void as_long_as_nobody_knows_what_a_pass_costs_few_are_in_the_air() {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(ask(NOW));
        }

        assertThat(answers).filteredOn(Answer.Granted.class::isInstance).hasSize(20);
        assertThat(answers).noneMatch(Answer.UsedUp.class::isInstance);
    }

    @Test
    void what_costs_nothing_is_not_held_up() {
        for (int i = 0; i < 20; i++) {
            granted();
        }
        store.days.clear();
        done(granted(), 0);

        for (int i = 0; i < 1_000; i++) {
            granted();
        }
    }

    @Test
    void a_pass_whose_end_nobody_saw_keeps_what_was_reserved_for_it() {
        done(granted(), 400);
        granted();

        assertThat(ask(NOW)).isInstanceOf(Answer.NotNow.class);
        assertThat(new HealBudget(store, MOST).reserve(NOW).result())
                .isInstanceOf(Answer.NotNow.class);
    }

    @Test
    void a_pass_that_somebody_else_has_leaves_nothing_reserved() {
        done(granted(), 400);
        for (int i = 0; i < 10; i++) {
            assertThat(budget.release(granted()).succeeded()).isTrue();
        }
    }

    @Test
    void two_processes_do_not_take_the_same_money() {
        done(granted(), 500);
        store.beforeReplace = this::granted;

        assertThat(ask(NOW)).isInstanceOf(Answer.NotNow.class);
    }

    private Answer ask(Instant at) {
        return budget.reserve(at).result();
    }

    private Answer.Granted granted() {
        Answer answer = ask(NOW);
        assertThat(answer).isInstanceOf(Answer.Granted.class);
        return (Answer.Granted) answer;
    }

    private void done(Answer.Granted granted, long cost) {
        assertThat(budget.charge(granted, new Money(cost)).succeeded()).isTrue();
    }
}
