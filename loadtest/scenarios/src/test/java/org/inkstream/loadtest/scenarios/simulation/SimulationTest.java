package org.inkstream.loadtest.scenarios.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.inkstream.loadtest.scenarios.simulation.world.Played;
import org.inkstream.loadtest.scenarios.simulation.world.WorldSize;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 10_000);
    private static final int THREADS = 2;
    private static final int CRASH_POINTS = 40;

    @Test
    void in_ten_thousand_worlds_nothing_is_lost_or_paid_twice_wherever_processes_die() {
        SimulationResult result =
                new Simulation(WorldSize.SMALL, THREADS).play(0, SEEDS, () -> false, done -> {});

        System.out.print(result.crashTable());
        System.out.print(result.summary());
        assertThat(result.failures().stream().map(Played::seed))
                .as(
                        () ->
                                result.failures().get(0)
                                        + new Replay(WorldSize.SMALL)
                                                .explain(result.failures().get(0).seed()))
                .isEmpty();
        assertThat(result.neverHit()).isEmpty();
        assertThat(result.pointsHit()).isGreaterThanOrEqualTo(CRASH_POINTS);
    }
}
