package org.inkstream.agents.gateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.schedule.Bench.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.models.Scheduling;
import org.inkstream.models.Scheduling.Engine;
import org.junit.jupiter.api.Test;

class WindowScheduleTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private long ids;
    private long now;

    @Test
    void one_call_reads_a_document_before_the_others_follow() {
        Schedule paged = schedule(Engine.PAGED, 64);
        List.of("a", "a", "a", "b", "b").forEach(name -> arrive(paged, name));

        List<Long> first = turns(paged);
        paged.begun(0, now);
        List<Long> then = turns(paged);

        assertThat(first).containsExactly(0L, 3L);
        assertThat(then).containsExactly(1L, 2L);
    }

    @Test
    void when_the_call_that_reads_fails_another_reads() {
        Schedule paged = schedule(Engine.PAGED, 64);
        List.of("a", "a", "a").forEach(name -> arrive(paged, name));
        turns(paged);

        paged.ended(0, new Ending.Failed(), now);

        assertThat(turns(paged)).containsExactly(1L);
    }

    @Test
    void more_is_sent_as_long_as_the_server_takes_it_up() {
        PagedLimit limit = new PagedLimit(256);

        for (int i = 0; i < 8; i++) {
            limit.heard(Optional.of(new ServerLoad(limit.calls(), 0)));
        }
        int grown = limit.calls();
        limit.heard(Optional.of(new ServerLoad(100, 156)));

        assertThat(grown).isEqualTo(256);
        assertThat(limit.calls()).isEqualTo(110);
    }

    /** Up to eight at once the server does twice as much with twice as many, beyond it no more. */
    @Test
    void without_a_signal_the_rate_of_tokens_shows_how_much_the_server_bears() {
        PagedLimit limit = new PagedLimit(256);
        long time = 0;

        int most = 0;
        for (int i = 0; i < 2_000; i++) {
            time += SECOND / Math.min(8, limit.calls());
            limit.answered(new Ending.Answered(100, Duration.ZERO), SECOND, true, time);
            most = Math.max(most, limit.calls());
        }

        assertThat(limit.calls()).isBetween(7, 20);
        assertThat(most).isLessThan(30);
    }

    @Test
    void a_server_that_has_too_much_to_do_gets_half_and_is_left_alone_as_long_as_it_says() {
        Schedule remote = schedule(Engine.REMOTE, 8);
        for (int i = 0; i < 30; i++) {
            arrive(remote, "d" + i);
        }
        turns(remote);

        remote.ended(0, new Ending.Overloaded(Duration.ofSeconds(10)), now);
        List<Long> atOnce = turns(remote);
        long wake = remote.wakeAt(now);
        for (long id = 1; id < 8; id++) {
            remote.ended(id, new Ending.Failed(), now);
        }
        now += 10 * SECOND;

        assertThat(atOnce).isEmpty();
        assertThat(wake).isEqualTo(Schedule.NEVER);
        assertThat(turns(remote)).hasSize(4);
    }

    @Test
    void a_remote_api_is_asked_for_no_more_than_it_says_it_takes() {
        Schedule remote = schedule(Engine.REMOTE, 64);
        for (int i = 0; i < 10; i++) {
            arrive(remote, "d" + i);
        }
        remote.heard(
                List.of(
                        new Allowance(
                                Allowance.Counted.OUTPUT_TOKENS,
                                1_000,
                                250,
                                Duration.ofSeconds(75))),
                now);

        List<Long> first = turns(remote);
        long wake = remote.wakeAt(now);
        now = wake;

        assertThat(first).hasSize(2);
        assertThat(wake).isEqualTo(5 * SECOND);
        assertThat(turns(remote)).hasSize(1);
    }

    @Test
    void what_waits_for_the_api_can_be_given_up() {
        Schedule remote = schedule(Engine.REMOTE, 64);
        arrive(remote, "a");
        arrive(remote, "b");
        remote.heard(
                List.of(new Allowance(Allowance.Counted.REQUESTS, 60, 0, Duration.ofSeconds(60))),
                now);
        turns(remote);

        remote.withdraw(0, now);
        now += SECOND;

        assertThat(turns(remote)).containsExactly(1L);
    }

    private void arrive(Schedule schedule, String document) {
        schedule.arrive(
                new Ask(ids++, "m", document, 1, "c", 0, "t", Duration.ZERO, 1_000, 100), now);
    }

    private List<Long> turns(Schedule schedule) {
        List<Long> ids = new ArrayList<>();
        for (Optional<Turn> turn = schedule.next(now);
                turn.isPresent();
                turn = schedule.next(now)) {
            ids.add(turn.get().id());
        }
        return ids;
    }

    private static Schedule schedule(Engine engine, int concurrent) {
        return Schedule.of(
                spec(
                        concurrent,
                        new Scheduling(
                                Scheduling.Order.GROUPS,
                                engine,
                                Duration.ofMinutes(2),
                                Duration.ZERO,
                                Duration.ZERO)));
    }
}
