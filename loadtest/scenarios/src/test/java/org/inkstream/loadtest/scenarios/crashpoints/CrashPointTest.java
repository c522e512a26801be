package org.inkstream.loadtest.scenarios.crashpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CrashPointTest {
    @Test
    void there_are_points_before_and_after_everything_that_reaches_the_outside() {
        assertThat(CrashPoint.all(1))
                .extracting(CrashPoint::toString)
                .contains(
                        "RunStore.write.before:1",
                        "RunStore.write.after:1",
                        "RunStore.takeOver.after:1",
                        "ToolCalls.call.after:1",
                        "Announcer.announce.before:1",
                        "DueStore.put.after:1",
                        "DeadLetters.bury.after:1",
                        "Intake.accept.after:1");
    }

    @Test
    void a_point_is_read_as_it_is_written() {
        CrashPoint point = CrashPoint.of("RunStore.write.after:3");

        assertThat(point).isEqualTo(new CrashPoint("RunStore.write", true, 3));
        assertThat(CrashPoint.of(point.toString())).isEqualTo(point);
        assertThat(CrashPoint.of("RunStore.write.before").passing()).isEqualTo(1);
        assertThatThrownBy(() -> CrashPoint.of("RunStore.write"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RunStore.write");
    }
}
