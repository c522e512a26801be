package org.inkstream.loadtest.scenarios.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetIT {
    @Test
    void three_processes_never_spend_more_than_their_budget_and_leave_nothing_reserved() {
        BudgetScenario scenario = new BudgetScenario(150, 64, "0.05");

        List<BudgetRound> rounds = scenario.play(System.out::println);

        assertThat(rounds).hasSize(2);
        assertThat(rounds)
                .allSatisfy(
                        round ->
                                assertThat(round.claims())
                                        .allSatisfy(
                                                claim ->
                                                        assertThat(claim.holds())
                                                                .as(claim.what())
                                                                .isTrue()));
    }
}
