package org.inkstream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetSettingsTest {
    @Test
    void nothing_is_limited_unless_somebody_says_so() {
        assertThat(Settings.defaults().budgets().limited()).isFalse();
        assertThat(
                        Settings.loader()
                                .override(Map.of("budgets.job", "1"))
                                .load()
                                .budgets()
                                .limited())
                .isTrue();
    }

    @Test
    void an_amount_of_one_collection_holds_instead_of_that_of_all() {
        BudgetSettings budgets =
                Settings.loader()
                        .override(
                                Map.of(
                                        "budgets.collection",
                                        "5",
                                        "budgets.collections.letters-1914",
                                        "0.25"))
                        .load()
                        .budgets();

        assertThat(budgets.ofCollection("letters-1914")).isEqualTo(0.25);
        assertThat(budgets.ofCollection("other")).isEqualTo(5);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(
                        () ->
                                Settings.loader()
                                        .override(
                                                Map.of(
                                                        "budgets.day",
                                                        "-1",
                                                        "budgets.timeZone",
                                                        "Europe/Atlantis",
                                                        "budgets.degradeAt",
                                                        "0.9,0.8",
                                                        "budgets.collections.a",
                                                        "much"))
                                        .load())
                .hasMessageContaining("budgets.day")
                .hasMessageContaining("must be 0 to 1000000 US dollars, got -1.0")
                .hasMessageContaining("Europe/Atlantis")
                .hasMessageContaining("each higher than the one before, got [0.9, 0.8]")
                .hasMessageContaining("must give 'a' 0 to 1000000 US dollars, got much");
    }
}
