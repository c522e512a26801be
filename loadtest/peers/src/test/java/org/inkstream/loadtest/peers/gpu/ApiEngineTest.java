package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.loadtest.peers.gpu.Ends.ending;
import static org.inkstream.loadtest.peers.gpu.Ends.figures;
import static org.inkstream.loadtest.peers.gpu.Ends.prompt;
import static org.inkstream.loadtest.peers.gpu.Ends.rejected;
import static org.inkstream.loadtest.peers.gpu.Ends.running;

import java.time.Duration;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiEngineTest {
    private static final String SONNET = "claude-sonnet-4-5";
    private static final ApiSetup SETUP = ParameterSet.api(ParameterSet.CLAUDE);

    private final VirtualTimers timers = new VirtualTimers();
    private ApiEngine engine = new ApiEngine(SETUP, timers, Chance.exact(1));

    @AfterEach
    void the_books_balance_and_no_timer_is_left() {
        engine.stats();
        engine.close();

        assertThat(timers.pending()).isZero();
    }

    private void given(ApiSetup setup) {
        engine = new ApiEngine(setup, timers, Chance.exact(1));
    }

    private static Order order(int letter) {
        return Order.of(SONNET, prompt(1, 2_000, letter, 500), 70).breakpoints(1);
    }

    @Test
    void an_answer_takes_its_first_token_and_its_rate_however_many_there_are() {
        Work one = engine.submit(order(1));
        Work two = engine.submit(order(2));

        timers.advance(Duration.ofMillis(1_800));

        assertThat(figures(one).total()).isEqualTo(Duration.ofMillis(1_800));
        assertThat(figures(two).total()).isEqualTo(Duration.ofMillis(1_800));
    }

    @Test
    void a_prefix_can_be_read_once_an_answer_has_begun_and_for_five_minutes_after_its_last_use() {
        Work writes = engine.submit(order(1));
        Work tooEarly = engine.submit(order(2));
        timers.advance(Duration.ofMinutes(4));
        Work reads = engine.submit(order(3));
        timers.advance(Duration.ofMinutes(4));
        Work readsAgain = engine.submit(order(4));
        timers.advance(Duration.ofMinutes(6));
        Work tooLate = engine.submit(order(5));
        timers.advance(Duration.ofMinutes(1));

        assertThat(figures(writes).writtenTokens()).isEqualTo(2_000);
        assertThat(figures(tooEarly).cachedTokens()).isZero();
        assertThat(figures(reads).cachedTokens()).isEqualTo(2_000);
        assertThat(figures(reads).writtenTokens()).isZero();
        assertThat(figures(readsAgain).cachedTokens()).isEqualTo(2_000);
        assertThat(figures(tooLate).cachedTokens()).isZero();
    }

    @Test
    void a_prefix_below_the_minimum_is_never_cached() {
        Order small = Order.of(SONNET, prompt(1, 1_000, 2, 10), 10).breakpoints(1);
        engine.submit(small);
        timers.advance(Duration.ofSeconds(10));

        Work again = engine.submit(small);
        timers.advance(Duration.ofSeconds(10));

        assertThat(figures(again).cachedTokens()).isZero();
        assertThat(figures(again).writtenTokens()).isZero();
    }

    @Test
    void beyond_the_requests_of_a_minute_it_says_when_to_come_again() {
        given(SETUP.limits(2, 1_000_000, 1_000_000));
        engine.submit(order(1));
        engine.submit(order(2));

        Work third = engine.submit(order(3));
        timers.advance(rejected(third).retryAfter());
        Work later = engine.submit(order(3));

        assertThat(rejected(third).status()).isEqualTo(429);
        assertThat(rejected(third).retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(running(later)).isTrue();
    }

    @Test
    void what_is_read_from_the_cache_does_not_count_as_input() {
        engine.submit(order(1));
        timers.advance(Duration.ofMinutes(2));
        long full = engine.limits().inputTokens().remaining();

        engine.submit(order(2));

        assertThat(full - engine.limits().inputTokens().remaining()).isEqualTo(500);
    }

    @Test
    void the_bound_of_an_answer_is_reserved_and_what_it_does_not_need_comes_back() {
        given(SETUP.limits(100, 1_000_000, 60_000));
        engine.submit(Order.of(SONNET, prompt(1, 10), 70).maxTokens(50_000));
        long during = engine.limits().outputTokens().remaining();
        Work refused = engine.submit(Order.of(SONNET, prompt(1, 10), 70).maxTokens(50_000));
        timers.advance(Duration.ofMillis(1_800));

        assertThat(during).isEqualTo(10_000);
        assertThat(rejected(refused).status()).isEqualTo(429);
        assertThat(engine.limits().outputTokens().remaining()).isGreaterThan(59_900);
    }

    @Test
    void overload_is_said_with_529() {
        given(SETUP.overloaded(1));

        Work work = engine.submit(order(1));

        assertThat(rejected(work).status()).isEqualTo(529);
    }

    @Test
    void cancelling_keeps_what_has_come_out() {
        Work work = engine.submit(order(1));
        timers.advance(Duration.ofMillis(1_300));

        work.cancel();

        assertThat(ending(work)).isEqualTo(new Ending.Cancelled(35));
    }
}
