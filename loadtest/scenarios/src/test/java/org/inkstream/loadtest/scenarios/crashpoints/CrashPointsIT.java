package org.inkstream.loadtest.scenarios.crashpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two of the points; {@code inkstream loadtest crash-points} walks all of them. */
class CrashPointsIT {
    @Test
    void a_worker_that_dies_between_a_write_and_what_follows_it_is_succeeded_without_a_loss() {
        List<CrashPoint> points =
                List.of(
                        CrashPoint.of("RunStore.write.after:2"),
                        CrashPoint.of("Announcer.announce.after"));

        List<PointResult> results = new PointsScenario(points, System.out::println).play();

        assertThat(results).allMatch(PointResult::died);
        assertThat(results).allSatisfy(one -> assertThat(one.problems()).isEmpty());
    }
}
