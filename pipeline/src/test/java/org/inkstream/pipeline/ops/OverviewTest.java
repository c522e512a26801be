package org.inkstream.pipeline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class OverviewTest {
    private static final Health.Check WELL = new Health.Check("loop-0", true, "turned 2 ms ago");
    private static final Health.Check ILL = new Health.Check("loop-1", false, "turned 30 s ago");

    @Test
    void a_process_without_a_vital_part_is_down() {
        Overview.Report report = report(part("database", true, WELL), part("workers", true, ILL));

        assertThat(report.useful()).isFalse();
        assertThat(report.json().getString("status")).isEqualTo("DOWN");
        assertThat(check(report, "database").getString("status")).isEqualTo("UP");
        assertThat(check(report, "workers").getString("status")).isEqualTo("DOWN");
    }

    @Test
    void a_process_without_another_part_is_only_less_able() {
        Overview.Report report =
                report(part("database", true, WELL), part("endpoints", false, ILL));

        assertThat(report.useful()).isTrue();
        assertThat(report.json().getString("status")).isEqualTo("DEGRADED");
    }

    @Test
    void only_what_is_wrong_is_told_of_a_part_that_is_down() {
        Overview.Report report = report(part("workers", true, WELL, ILL));

        assertThat(check(report, "workers").getString("detail"))
                .isEqualTo("loop-1: turned 30 s ago");
    }

    @Test
    void version_and_time_stand_beside_the_parts() {
        JsonObject json = report(part("database", true, WELL)).json();

        assertThat(json.getString("status")).isEqualTo("UP");
        assertThat(json.getString("version")).isEqualTo("1.2.3");
        assertThat(json.getInstant("timestamp")).isEqualTo(new VirtualTimers().now());
    }

    private static Overview.Report report(Overview.Part... parts) {
        return new Overview("1.2.3", new VirtualTimers(), List.of(parts)).report();
    }

    private static Overview.Part part(String name, boolean vital, Health.Check... checks) {
        return new Overview.Part(name, vital, () -> Stream.of(checks));
    }

    private static JsonObject check(Overview.Report report, String part) {
        return report.json().getJsonObject("checks").getJsonObject(part);
    }
}
