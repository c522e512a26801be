package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenLoopTest {
    private final SeenLoop loop = new SeenLoop();

    @Test
    void what_was_worked_before_a_handler_began_is_not_its_work() {
        loop.look(10, 11, 1, 0);

        // Nobody looked for twenty; other handlers worked for all but the last of it.
        loop.look(30, 31, 21, 0);
        assertThat(loop.worked()).isEqualTo(1);

        loop.look(30, 40, 25, 0);
        assertThat(loop.took()).isEqualTo(10);
        assertThat(loop.worked()).isEqualTo(5);
    }

    @Test
    void all_that_is_worked_within_a_handler_is_its_work() {
        loop.look(0, 9, 3, 0);

        loop.look(10, 12, 5, 0);
        loop.look(10, 20, 13, 0);

        assertThat(loop.worked()).isEqualTo(10);
    }

    @Test
    void a_loop_without_a_handler_takes_no_time() {
        loop.look(10, 20, 9, 0);

        loop.look(0, 30, 9, 0);

        assertThat(loop.took()).isZero();
        assertThat(loop.isIn(0)).isTrue();
    }

    @Test
    void a_collection_counts_from_the_look_before_the_handler() {
        loop.look(0, 9, 0, 4);

        loop.look(10, 20, 5, 5);

        assertThat(loop.collectedBefore()).isEqualTo(4);
    }
}
