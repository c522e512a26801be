package org.inkstream.loadtest.scenarios.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.inkstream.loadtest.scenarios.simulation.QuietDomain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorldTest {
    private final QuietDomain quiet = new QuietDomain();
    private final World world = new World(WorldSize.SMALL);

    @AfterEach
    void loud_again() {
        quiet.close();
    }

    @Test
    void one_seed_is_one_trace() {
        for (long seed = 0; seed < 50; seed++) {
            List<String> lines = new ArrayList<>();

            Played first = world.play(seed, new CrashTally());
            Played again = new World(WorldSize.SMALL).play(seed, lines::add);

            assertThat(again).isEqualTo(first);
            assertThat(lines).hasSize((int) first.events());
        }
    }

    @Test
    void seeds_are_different_worlds() {
        Set<Long> hashes = new HashSet<>();

        for (long seed = 0; seed < 50; seed++) {
            hashes.add(world.play(seed, new CrashTally()).traceHash());
        }

        assertThat(hashes).hasSize(50);
    }

    @Test
    void a_world_without_faults_repeats_and_buries_nothing() {
        World calm = new World(new WorldSize(6, 5, 3, Set.of(), Duration.ofSeconds(15)));

        for (long seed = 0; seed < 50; seed++) {
            Played played = calm.play(seed, new CrashTally());

            assertThat(played.violation()).isEmpty();
            assertThat(played.counts().repeated()).isZero();
            assertThat(played.counts().enriched()).isEqualTo(played.counts().records());
        }
    }

    @Test
    void larger_worlds_hold_too() {
        World large =
                new World(new WorldSize(40, 10, 6, Set.of(Fault.values()), Duration.ofSeconds(60)));

        for (long seed = 0; seed < 20; seed++) {
            assertThat(large.play(seed, new CrashTally()).violation()).isEmpty();
        }
    }
}
