package org.inkstream.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VirtualTimersTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final List<String> ran = new ArrayList<>();

    @Property
    void tasks_run_in_the_order_of_their_due_times_and_each_at_its_time(
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 1000) Integer> delays) {
        VirtualTimers clock = new VirtualTimers();
        List<Long> ranAt = new ArrayList<>();
        delays.forEach(
                delay ->
                        clock.after(
                                Duration.ofNanos(delay), () -> ranAt.add(clock.monotonicNanos())));

        clock.advance(Duration.ofNanos(1000));

        Stream<Long> due = delays.stream().map(Integer::longValue).sorted();
        assertThat(ranAt).containsExactlyElementsOf(due.toList());
        assertThat(clock.pending()).isZero();
    }

    @Test
    void tasks_that_are_due_together_run_in_the_order_of_their_creation() {
        timers.after(Duration.ofSeconds(1), () -> ran.add("first"));
        timers.after(Duration.ofSeconds(1), () -> ran.add("second"));
        timers.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void what_a_task_adds_runs_too_if_it_becomes_due() {
        timers.after(
                Duration.ofSeconds(1),
                () -> timers.after(Duration.ofSeconds(1), () -> ran.add("added")));
        timers.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("added");
    }

    @Test
    void a_cancelled_task_never_runs_and_can_be_cancelled_once() {
        Timers.Timer timer = timers.after(Duration.ofSeconds(1), () -> ran.add("cancelled"));

        boolean first = timer.cancel();
        boolean second = timer.cancel();
        timers.advance(Duration.ofSeconds(2));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(ran).isEmpty();
    }

    @Test
    void a_task_without_delay_still_runs_after_the_call_returned() {
        timers.after(Duration.ofSeconds(-1), () -> ran.add("later"));
        boolean ranInside = !ran.isEmpty();
        timers.advance(Duration.ZERO);

        assertThat(ranInside).isFalse();
        assertThat(ran).containsExactly("later");
    }

    @Test
    void the_wall_clock_moves_with_the_monotonic_one() {
        Instant before = timers.now();
        long start = timers.monotonicNanos();
        timers.advance(Duration.ofHours(1));

        assertThat(Duration.between(before, timers.now())).isEqualTo(Duration.ofHours(1));
        assertThat(timers.since(start)).isEqualTo(Duration.ofHours(1));
    }
}
