package org.inkstream.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final Turns turns = new Turns(timers);
    private final List<String> ran = new ArrayList<>();

    @Test
    void the_first_runs_at_once_and_others_get_their_turn_between() {
        turns.add(
                () -> {
                    ran.add("a");
                    timers.after(Duration.ZERO, () -> ran.add("of somebody else"));
                });
        turns.add(() -> ran.add("b"));
        turns.add(() -> ran.add("c"));
        assertThat(ran).containsExactly("a");

        timers.advance(Duration.ZERO);

        assertThat(ran).containsExactly("a", "b", "of somebody else", "c");
        assertThat(timers.pending()).isZero();
    }

    @Test
    void what_comes_later_waits_for_what_came_before_and_runs_at_once_when_all_is_over() {
        turns.add(() -> ran.add("a"));
        turns.add(
                () -> {
                    ran.add("b");
                    turns.add(() -> ran.add("d"));
                });
        turns.add(() -> ran.add("c"));
        timers.advance(Duration.ZERO);
        assertThat(ran).containsExactly("a", "b", "c", "d");

        turns.add(() -> ran.add("e"));

        assertThat(ran).endsWith("e");
    }

    @Test
    void one_that_throws_holds_nobody_up() {
        assertThatThrownBy(
                        () ->
                                turns.add(
                                        () -> {
                                            throw new IllegalStateException("a bug");
                                        }))
                .hasMessage("a bug");
        turns.add(() -> ran.add("b"));

        timers.advance(Duration.ZERO);

        assertThat(ran).containsExactly("b");
    }
}
