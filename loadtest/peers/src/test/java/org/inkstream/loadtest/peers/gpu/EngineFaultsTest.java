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

/** One slot, ten milliseconds for a token. */
class EngineFaultsTest {
    private static final SlotsSetup SETUP =
            new SlotsSetup(List.of(Ends.model("a")), 1, 8, 3, 8, 4_096, Duration.ofSeconds(1), 512);

    private final VirtualTimers timers = new VirtualTimers();
    private final SlotsEngine engine = new SlotsEngine(SETUP, timers, Chance.exact(1));

    @AfterEach
    void the_books_balance_and_no_timer_is_left() {
        engine.stats();
        engine.close();

        assertThat(timers.pending()).isZero();
    }

    private void loaded() {
        engine.submit(Order.preload("a", Duration.ofMinutes(5)));
        timers.advance(Duration.ofSeconds(2));
    }

    private Work submit() {
        return engine.submit(Order.of("a", prompt(1, 100), 50));
    }

    @Test
    void a_server_error_comes_at_once() {
        engine.faults().next(new Fault.ServerError(500, "out of luck"));

        Work work = submit();

        assertThat(rejected(work))
                .isEqualTo(new Ending.Rejected(500, "out of luck", Duration.ZERO));
    }

    @Test
    void a_connection_breaks_before_the_first_token() {
        loaded();
        engine.faults().next(new Fault.Reset(0));

        Work work = submit();
        timers.advance(millis(101));

        assertThat(ending(work)).isEqualTo(new Ending.Broken(0));
        assertThat(work.firstToken().failed()).isTrue();
    }

    @Test
    void a_connection_breaks_amid_an_answer_and_the_slot_is_free() {
        loaded();
        engine.faults().next(new Fault.Reset(20));

        Work work = submit();
        Work next = submit();
        timers.advance(millis(301));

        assertThat(ending(work)).isEqualTo(new Ending.Broken(20));
        assertThat(engine.stats().running()).isEqualTo(1);
        assertThat(running(next)).isTrue();
    }

    @Test
    void a_stall_keeps_its_slot_and_goes_on_where_it_was() {
        loaded();
        engine.faults().next(new Fault.Stall(20, Duration.ofSeconds(30)));

        Work work = submit();
        Work next = submit();
        timers.advance(Duration.ofSeconds(29));
        boolean waited = running(next) && engine.stats().running() == 1;
        timers.advance(Duration.ofSeconds(5));

        assertThat(waited).isTrue();
        assertThat(figures(work).decode()).isEqualTo(millis(30_500));
        assertThat(running(next)).isFalse();
    }

    @Test
    void a_stall_before_the_first_token_is_silent_until_it_is_over() {
        loaded();
        engine.faults().next(new Fault.Stall(0, Duration.ofSeconds(30)));

        Work work = submit();
        timers.advance(Duration.ofSeconds(29));
        boolean silent = !work.firstToken().isComplete();
        timers.advance(Duration.ofSeconds(5));

        assertThat(silent).isTrue();
        assertThat(work.firstToken().succeeded()).isTrue();
        assertThat(figures(work).outputTokens()).isEqualTo(50);
    }

    @Test
    void a_stalled_answer_can_be_cancelled() {
        loaded();
        engine.faults().next(new Fault.Stall(20, Duration.ofSeconds(30)));
        Work work = submit();
        Work next = submit();
        timers.advance(Duration.ofSeconds(1));

        work.cancel();
        timers.advance(Duration.ofSeconds(1));

        assertThat(ending(work)).isEqualTo(new Ending.Cancelled(20));
        assertThat(running(next)).isFalse();
    }

    @Test
    void an_answer_may_be_too_short_or_spoiled() {
        loaded();
        engine.faults().next(new Fault.Length(7));
        engine.faults().next(new Fault.Spoiled(Ending.Text.TRUNCATED));

        Work length = submit();
        Work spoiled = submit();
        timers.advance(Duration.ofSeconds(5));

        assertThat(finished(length).reason()).isEqualTo(Ending.Reason.LENGTH);
        assertThat(figures(length).outputTokens()).isEqualTo(7);
        assertThat(finished(spoiled).text()).isEqualTo(Ending.Text.TRUNCATED);
    }

    @Test
    void a_slow_card_takes_longer_for_a_while() {
        loaded();
        engine.faults().slow(3, millis(450));

        Work work = submit();
        timers.advance(Duration.ofSeconds(5));

        assertThat(figures(work).prefill()).isEqualTo(millis(300));
        assertThat(figures(work).decode()).isEqualTo(millis(150 + 450));
    }

    @Test
    void a_load_may_want_more_memory_than_there_is_and_the_next_one_not() {
        engine.faults().failLoads(1);

        Work first = submit();
        Work second = submit();
        timers.advance(Duration.ofSeconds(2));
        Work third = submit();
        timers.advance(Duration.ofSeconds(5));

        assertThat(rejected(first).status()).isEqualTo(500);
        assertThat(rejected(second).message()).contains("out of memory");
        assertThat(figures(third).load()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_model_can_be_missing_for_a_while() {
        engine.faults().remove("a");
        Work missing = submit();
        engine.faults().restore("a");
        Work there = submit();

        assertThat(rejected(missing).status()).isEqualTo(404);
        assertThat(running(there)).isTrue();
    }

    @Test
    void a_crash_loses_what_is_in_the_air_and_in_memory() {
        loaded();
        Work running = submit();
        Work waiting = submit();
        timers.advance(millis(205));

        engine.faults().crash(Duration.ofSeconds(3));
        Work whileDown = submit();
        timers.advance(Duration.ofSeconds(3));
        Work afterwards = submit();
        timers.advance(Duration.ofSeconds(5));

        assertThat(ending(running)).isEqualTo(new Ending.Broken(10));
        assertThat(ending(waiting)).isEqualTo(new Ending.Broken(0));
        assertThat(ending(whileDown)).isEqualTo(new Ending.Broken(0));
        assertThat(figures(afterwards).load()).isEqualTo(Duration.ofSeconds(2));
        assertThat(figures(afterwards).cachedTokens()).isZero();
    }

    @Test
    void a_handler_may_submit_and_cancel_while_it_is_told() {
        loaded();
        Work[] second = new Work[1];
        Work first = submit();
        first.ending()
                .onSuccess(
                        how -> {
                            second[0] = submit();
                            second[0].cancel();
                        });

        timers.advance(Duration.ofSeconds(1));

        assertThat(running(first)).isFalse();
        assertThat(ending(second[0])).isEqualTo(new Ending.Cancelled(0));
    }
}
