package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.loadtest.peers.gpu.Ends.ending;
import static org.inkstream.loadtest.peers.gpu.Ends.figures;
import static org.inkstream.loadtest.peers.gpu.Ends.finished;
import static org.inkstream.loadtest.peers.gpu.Ends.millis;
import static org.inkstream.loadtest.peers.gpu.Ends.prompt;
import static org.inkstream.loadtest.peers.gpu.Ends.rejected;
import static org.inkstream.loadtest.peers.gpu.Ends.running;

import java.time.Duration;
import java.util.List;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models a, b and c of one GiB load in two seconds; the card holds two of them. */
class SlotsEngineTest {
    private static final Duration LOAD = Duration.ofSeconds(2);
    private static final Duration EVICT = Duration.ofSeconds(1);
    private static final SlotsSetup SETUP =
            new SlotsSetup(
                    List.of(Ends.model("a"), Ends.model("b"), Ends.model("c")),
                    2,
                    2,
                    3,
                    2,
                    4_096,
                    EVICT,
                    512);

    private final VirtualTimers timers = new VirtualTimers();
    private final SlotsEngine engine = new SlotsEngine(SETUP, timers, Chance.exact(1));

    @AfterEach
    void the_books_balance_and_no_timer_is_left() {
        engine.stats();
        engine.close();

        assertThat(timers.pending()).isZero();
    }

    private Work submit(String model, Prompt prompt, int output) {
        return engine.submit(Order.of(model, prompt, output));
    }

    private void loaded(String model) {
        engine.submit(Order.preload(model, Duration.ofMinutes(5)));
        timers.advance(LOAD);
    }

    @Test
    void an_answer_takes_its_load_its_prompt_and_its_tokens() {
        Work work = submit("a", prompt(1, 100), 50);

        timers.advance(millis(2_000 + 100 + 500));

        assertThat(figures(work))
                .isEqualTo(new Figures(LOAD, millis(0), millis(100), millis(500), 100, 0, 0, 50));
    }

    @Test
    void a_third_waits_for_one_of_two_slots() {
        loaded("a");
        submit("a", prompt(1, 100), 50);
        submit("a", prompt(2, 100), 100);
        Work third = submit("a", prompt(3, 100), 10);

        timers.advance(Duration.ofSeconds(5));

        Figures figures = figures(third);
        assertThat(figures.load()).isZero();
        assertThat(figures.queued()).isGreaterThan(millis(600));
    }

    @Test
    void a_slot_remembers_its_prompt_and_reads_only_what_is_new() {
        loaded("a");
        submit("a", prompt(1, 100, 2, 20), 10);
        timers.advance(Duration.ofSeconds(1));

        Work next = submit("a", prompt(1, 100, 3, 30), 10);
        timers.advance(Duration.ofSeconds(1));

        assertThat(figures(next).cachedTokens()).isEqualTo(100);
        assertThat(figures(next).prefill()).isEqualTo(millis(30));
    }

    @Test
    void the_same_prompt_again_reads_its_last_token() {
        loaded("a");
        submit("a", prompt(1, 100), 10);
        timers.advance(Duration.ofSeconds(1));

        Work again = submit("a", prompt(1, 100), 10);
        timers.advance(Duration.ofSeconds(1));

        assertThat(figures(again).cachedTokens()).isEqualTo(99);
    }

    @Test
    void the_prefix_of_a_busy_slot_is_not_shared() {
        loaded("a");
        submit("a", prompt(1, 100, 2, 20), 100);
        Work other = submit("a", prompt(1, 100, 3, 20), 10);

        timers.advance(Duration.ofSeconds(3));

        assertThat(figures(other).cachedTokens()).isZero();
    }

    @Test
    void a_short_common_prefix_does_not_choose_a_slot() {
        loaded("a");
        submit("a", prompt(1, 10, 2, 200), 10);
        timers.advance(Duration.ofSeconds(1));

        Work work = submit("a", prompt(1, 10, 3, 200), 10);
        timers.advance(Duration.ofSeconds(1));

        assertThat(figures(work).cachedTokens()).as("the unused slot is older").isZero();
    }

    @Test
    void without_a_common_prefix_the_slot_that_was_used_longest_ago_forgets() {
        loaded("a");
        submit("a", prompt(1, 100), 1);
        timers.advance(Duration.ofSeconds(1));
        submit("a", prompt(2, 100), 1);
        timers.advance(Duration.ofSeconds(1));
        submit("a", prompt(3, 100), 1);
        timers.advance(Duration.ofSeconds(1));

        Work second = submit("a", prompt(2, 100), 1);
        timers.advance(Duration.ofSeconds(1));
        Work first = submit("a", prompt(1, 100), 1);
        timers.advance(Duration.ofSeconds(1));

        assertThat(figures(second).cachedTokens()).isEqualTo(99);
        assertThat(figures(first).cachedTokens()).isZero();
    }

    @Test
    void orders_for_models_that_are_not_loaded_are_refused_beyond_the_line() {
        loaded("a");
        for (int waiting = 0; waiting < 20; waiting++) {
            submit("a", prompt(waiting, 10), 10);
        }
        submit("b", prompt(1, 10), 10);
        submit("c", prompt(1, 10), 10);
        submit("c", prompt(2, 10), 10);

        Work fourth = submit("c", prompt(3, 10), 10);

        assertThat(rejected(fourth).status()).isEqualTo(503);
        assertThat(rejected(fourth).message())
                .isEqualTo("server busy, please try again.  maximum pending requests exceeded");
        timers.advance(Duration.ofMinutes(1));
        assertThat(engine.stats().finished()).isEqualTo(1 + 20 + 3);
    }

    @Test
    void a_model_is_evicted_only_when_it_is_idle() {
        loaded("a");
        loaded("b");
        Work long1 = submit("a", prompt(1, 10), 1_000);
        Work long2 = submit("b", prompt(1, 10), 400);
        Work foreign = submit("c", prompt(1, 10), 10);

        timers.advance(Duration.ofMinutes(1));

        assertThat(finished(long1).figures().outputTokens()).isEqualTo(1_000);
        // Two models share the card while both are at work.
        assertThat(figures(long2).decode()).isGreaterThan(millis(7_900));
        assertThat(figures(foreign).load()).isBetween(millis(8_000 + 3_000), millis(8_100 + 3_000));
        assertThat(engine.stats().evictions()).isEqualTo(1);
    }

    @Test
    void of_idle_models_the_one_with_the_shortest_keep_alive_goes_whichever_was_used_last() {
        engine.submit(Order.preload("a", Duration.ofMinutes(10)));
        timers.advance(LOAD);
        engine.submit(Order.preload("b", Duration.ofMinutes(1)));
        timers.advance(LOAD);

        submit("c", prompt(1, 10), 1);
        timers.advance(EVICT.plus(LOAD));

        assertThat(engine.loaded())
                .extracting(loaded -> loaded.model().name())
                .containsExactly("a", "c");
    }

    @Test
    void the_head_of_the_line_blocks_who_stands_behind_it() {
        loaded("a");
        loaded("b");
        Work busyA = submit("a", prompt(1, 10), 200);
        Work busyB = submit("b", prompt(1, 10), 200);
        submit("c", prompt(1, 10), 10);
        Work behind = engine.submit(Order.of("a", prompt(2, 10), 10).numCtx(8_192));
        Work bypass = submit("a", prompt(3, 10), 10);

        timers.advance(millis(1_000));

        assertThat(running(busyA)).isTrue();
        assertThat(running(busyB)).isTrue();
        assertThat(running(behind)).isTrue();
        assertThat(figures(bypass).load()).as("a loaded model's orders pass the line").isZero();
        timers.advance(Duration.ofMinutes(1));
        assertThat(figures(behind).load()).isGreaterThan(millis(6_000));
    }

    @Test
    void another_context_reloads_the_model() {
        loaded("a");

        Work work = engine.submit(Order.of("a", prompt(1, 10), 10).numCtx(8_192));
        timers.advance(Duration.ofSeconds(10));

        assertThat(figures(work).load()).isEqualTo(EVICT.plus(LOAD));
        assertThat(engine.stats().loads()).isEqualTo(2);
    }

    @Test
    void a_model_leaves_when_its_keep_alive_is_over_and_not_before() {
        Work work = engine.submit(Order.of("a", prompt(1, 10), 10).keepAlive(millis(5_000)));
        timers.advance(millis(2_000 + 10 + 100));

        timers.advance(millis(4_999));
        List<SlotsEngine.Loaded> before = engine.loaded();
        timers.advance(millis(1));

        assertThat(running(work)).isFalse();
        assertThat(before).hasSize(1);
        assertThat(engine.loaded()).isEmpty();
    }

    @Test
    void a_model_that_is_kept_for_ever_stays() {
        engine.submit(Order.preload("a", Duration.ofSeconds(-1)));

        timers.advance(Duration.ofDays(30));

        assertThat(engine.loaded()).hasSize(1);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void an_empty_prompt_without_keep_alive_unloads() {
        loaded("a");

        Work unload = engine.submit(Order.preload("a", Duration.ZERO));
        List<SlotsEngine.Loaded> atOnce = engine.loaded();
        timers.advance(EVICT);

        assertThat(figures(unload).outputTokens()).isZero();
        assertThat(atOnce).isEmpty();
    }

    @Test
    void cancelling_frees_the_slot_at_once() {
        loaded("a");
        Work first = submit("a", prompt(1, 10), 1_000);
        submit("a", prompt(2, 10), 1_000);
        Work third = submit("a", prompt(3, 10), 10);
        timers.advance(millis(525));

        first.cancel();
        timers.advance(millis(120));

        assertThat(ending(first)).isEqualTo(new Ending.Cancelled(50));
        assertThat(running(third)).isFalse();
    }

    @Test
    void tokens_can_be_read_while_they_come() {
        loaded("a");
        Work work = submit("a", prompt(1, 100), 50);

        timers.advance(millis(355));

        assertThat(work.firstToken().isComplete()).isTrue();
        assertThat(work.tokens()).isEqualTo(25);
    }

    @Test
    void an_answer_is_bounded_by_the_client_and_by_the_context() {
        loaded("a");

        Work asked = engine.submit(Order.of("a", prompt(1, 10), 100).maxTokens(20));
        Work context = submit("a", prompt(2, 4_000), 1_000);
        timers.advance(Duration.ofMinutes(1));

        assertThat(finished(asked).reason()).isEqualTo(Ending.Reason.LENGTH);
        assertThat(figures(asked).outputTokens()).isEqualTo(20);
        assertThat(finished(context).reason()).isEqualTo(Ending.Reason.LENGTH);
        assertThat(figures(context).outputTokens()).isEqualTo(96);
    }

    @Test
    void time_is_busy_or_load_or_idle() {
        submit("a", prompt(1, 100), 90);
        timers.advance(Duration.ofSeconds(10));

        EngineStats stats = engine.stats();

        assertThat(stats.load()).isEqualTo(LOAD);
        assertThat(stats.busy()).isEqualTo(millis(1_000));
        assertThat(stats.idle()).isEqualTo(millis(7_000));
        assertThat(stats.utilisation()).startsWith(0.0, 0.0, 1.0, 0.0);
    }
}
