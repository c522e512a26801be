package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.loadtest.peers.gpu.Ends.figures;
import static org.inkstream.loadtest.peers.gpu.Ends.millis;
import static org.inkstream.loadtest.peers.gpu.Ends.prompt;
import static org.inkstream.loadtest.peers.gpu.Ends.rejected;
import static org.inkstream.loadtest.peers.gpu.Ends.running;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.loadtest.peers.gpu.PagedSetup.Policy;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cache of a hundred blocks, and two sequences at a time unless said otherwise. */
class PagedEngineTest {
    private static final PagedSetup SETUP =
            new PagedSetup(Ends.model("m"), 2, 1_600, 2_048, Policy.FCFS);

    private final VirtualTimers timers = new VirtualTimers();
    private PagedEngine engine = new PagedEngine(SETUP, timers, Chance.exact(1));

    @AfterEach
    void the_books_balance_and_no_timer_is_left() {
        engine.stats();
        engine.close();

        assertThat(timers.pending()).isZero();
        assertThat(engine.stats().kvUsage()).isZero();
    }

    private void given(PagedSetup setup) {
        engine = new PagedEngine(setup, timers, Chance.exact(1));
    }

    private Work submit(Prompt prompt, int output) {
        return engine.submit(Order.of("m", prompt, output));
    }

    @Test
    void those_that_run_and_those_that_wait_are_counted() {
        submit(prompt(1, 160), 100);
        submit(prompt(2, 160), 100);
        submit(prompt(3, 160), 100);

        EngineStats stats = engine.stats();

        assertThat(stats.running()).isEqualTo(2);
        assertThat(stats.waiting()).isEqualTo(1);
        assertThat(stats.kvUsage()).isBetween(0.2, 0.23);
    }

    @Test
    void full_blocks_of_a_prefix_are_shared_also_while_their_first_reader_runs() {
        submit(prompt(1, 100, 2, 50), 100);
        timers.advance(millis(200));

        Work other = submit(prompt(1, 100, 3, 50), 1);
        timers.advance(Duration.ofSeconds(1));

        assertThat(figures(other).cachedTokens()).isEqualTo(96);
    }

    @Test
    void what_is_read_in_the_same_iteration_is_shared_by_vllm() {
        submit(prompt(1, 160, 2, 50), 100);
        Work other = submit(prompt(1, 160, 3, 50), 1);

        timers.advance(Duration.ofSeconds(1));

        assertThat(figures(other).cachedTokens()).isEqualTo(160);
    }

    @Test
    void a_prefix_stays_after_its_users_and_the_oldest_goes_first() {
        for (int letter = 0; letter < 4; letter++) {
            submit(prompt(letter, 480), 1);
            timers.advance(Duration.ofSeconds(1));
        }

        Work newest = submit(prompt(3, 480), 1);
        timers.advance(Duration.ofSeconds(1));
        Work oldest = submit(prompt(0, 480), 1);
        timers.advance(Duration.ofSeconds(1));

        assertThat(figures(newest).cachedTokens()).isEqualTo(464);
        assertThat(figures(oldest).cachedTokens()).isLessThan(464);
    }

    @Test
    void a_full_cache_preempts_the_last_which_reads_again_and_loses_no_token() {
        Work first = submit(prompt(1, 700), 400);
        Work last = submit(prompt(2, 700), 300);

        timers.advance(Duration.ofMinutes(1));

        assertThat(engine.stats().preemptions()).isPositive();
        assertThat(figures(first).outputTokens()).isEqualTo(400);
        assertThat(figures(last).outputTokens()).isEqualTo(300);
        assertThat(engine.stats().readTokens()).isGreaterThan(1_400);
        assertThat(engine.stats().writtenTokens()).isEqualTo(700);
    }

    @Test
    void urgent_work_overtakes_who_waits_and_the_least_urgent_gives_up_its_blocks() {
        given(SETUP.policy(Policy.PRIORITY));
        Work idle = engine.submit(Order.of("m", prompt(1, 700), 400).priority(9));
        Work steady = engine.submit(Order.of("m", prompt(2, 700), 300).priority(1));
        Work waits = engine.submit(Order.of("m", prompt(3, 16), 10).priority(5));
        Work urgent = engine.submit(Order.of("m", prompt(4, 16), 10).priority(0));

        timers.advance(Duration.ofMinutes(1));

        assertThat(engine.stats().preemptions()).isPositive();
        assertThat(figures(urgent).queued()).isLessThan(figures(waits).queued());
        assertThat(figures(steady).decode()).isLessThan(figures(idle).decode());
    }

    @Test
    void the_longest_cached_prefix_goes_first() {
        given(SETUP.policy(Policy.LPM).maxSequences(1));
        submit(prompt(7, 320), 1);
        timers.advance(Duration.ofSeconds(1));
        submit(prompt(8, 100), 50);
        Work stranger = submit(prompt(9, 100), 50);
        Work friend = submit(prompt(7, 320, 1, 20), 50);

        timers.advance(Duration.ofSeconds(10));

        assertThat(figures(friend).queued()).isLessThan(figures(stranger).queued());
    }

    @Test
    void with_more_than_128_waiting_it_is_first_come_first_served() {
        given(SETUP.policy(Policy.LPM).maxSequences(1).kvTokens(100_000));
        submit(prompt(7, 320), 1);
        timers.advance(Duration.ofSeconds(1));
        List<Work> strangers = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            strangers.add(submit(prompt(1_000 + number, 32), 1));
        }
        Work friend = submit(prompt(7, 320, 1, 20), 1);

        timers.advance(Duration.ofMinutes(1));

        long overtaken =
                strangers.stream()
                        .filter(
                                stranger ->
                                        figures(stranger)
                                                        .queued()
                                                        .compareTo(figures(friend).queued())
                                                > 0)
                        .count();
        assertThat(overtaken).isBetween(120L, 130L);
    }

    @Test
    void whoever_shares_a_prefix_that_is_being_read_waits_for_it() {
        given(SETUP.policy(Policy.LPM).maxSequences(4));
        submit(prompt(1, 320, 2, 16), 50);
        Work shares = submit(prompt(1, 320, 3, 16), 50);
        Work other = submit(prompt(4, 320, 5, 16), 50);

        timers.advance(Duration.ofSeconds(10));

        assertThat(figures(shares).cachedTokens()).isEqualTo(320);
        assertThat(figures(other).queued()).isZero();
        assertThat(figures(shares).queued()).isGreaterThanOrEqualTo(millis(336));
    }

    @Test
    void no_more_prompts_are_begun_than_an_iteration_reads() {
        given(SETUP.maxSequences(8).kvTokens(100_000));
        Work longest = submit(prompt(1, 3_000), 10);
        Work next = submit(prompt(2, 100), 10);

        timers.advance(Duration.ofMinutes(1));

        assertThat(figures(next).queued()).isEqualTo(figures(longest).prefill());
    }

    @Test
    void what_can_never_fit_and_models_that_are_not_there_are_refused() {
        Work tooLong = submit(prompt(1, 1_700), 10);
        Work foreign = engine.submit(Order.of("x", prompt(1, 10), 10));

        assertThat(rejected(tooLong).status()).isEqualTo(400);
        assertThat(rejected(foreign).status()).isEqualTo(404);
    }

    @Test
    void cancelling_makes_room_for_who_waits() {
        Work first = submit(prompt(1, 16), 1_000);
        submit(prompt(2, 16), 1_000);
        Work third = submit(prompt(3, 16), 10);
        timers.advance(millis(500));

        first.cancel();
        timers.advance(millis(500));

        assertThat(running(third)).isFalse();
    }
}
