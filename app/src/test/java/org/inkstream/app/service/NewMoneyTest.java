package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class NewMoneyTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final List<Instant> begun = new ArrayList<>();

    @Test
    void there_is_new_money_after_each_midnight_where_the_archive_is() {
        NewMoney money =
                new NewMoney(ZoneId.of("Europe/Vienna"), timers, () -> begun.add(timers.now()));
        timers.advance(Duration.ofDays(86));

        money.start();
        timers.advance(Duration.ofDays(2));
        money.stop();

        // Summer time begins on the 29th of March, whose day has 23 hours.
        assertThat(begun)
                .containsExactly(
                        Instant.parse("2026-03-28T23:00:30Z"),
                        Instant.parse("2026-03-29T22:00:30Z"));
        assertThat(timers.pending()).isZero();
    }
}
