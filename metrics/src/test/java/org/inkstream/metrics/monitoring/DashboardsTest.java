package org.inkstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dashboards that Grafana shows as they were meant. */
class DashboardsTest {
    private static final int COLUMNS = 24;

    @Test
    void there_are_five_and_each_has_an_id_of_its_own() {
        assertThat(MonitoringFiles.dashboards())
                .hasSize(5)
                .extracting(dashboard -> dashboard.json().getString("uid"))
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.startsWith("inkstream-"));
    }

    @Test
    void panels_have_a_title_a_unit_and_the_provisioned_data_source() {
        String sources =
                MonitoringFiles.text(
                        MonitoringFiles.ROOT.resolve(
                                "docker/grafana/provisioning/datasources/prometheus.yml"));

        for (MonitoringFiles.Dashboard dashboard : MonitoringFiles.dashboards()) {
            assertThat(dashboard.panels())
                    .as(dashboard.file())
                    .filteredOn(panel -> !panel.getString("type").equals("row"))
                    .isNotEmpty()
                    .allSatisfy(
                            panel -> {
                                assertThat(panel.getString("title")).isNotBlank();
                                assertThat(panel.getJsonArray("targets")).isNotEmpty();
                                assertThat(
                                                panel.getJsonObject("fieldConfig")
                                                        .getJsonObject("defaults")
                                                        .getString("unit"))
                                        .isNotBlank();
                                assertThat(sources)
                                        .contains(
                                                "uid: "
                                                        + panel.getJsonObject("datasource")
                                                                .getString("uid"));
                            });
        }
    }

    @Test
    void panels_of_what_has_exemplars_show_them_once() {
        assertThat(MonitoringFiles.dashboards())
                .flatExtracting(MonitoringFiles.Dashboard::panels)
                .filteredOn(panel -> panel.encode().contains("histogram_quantile"))
                .filteredOn(panel -> !panel.encode().contains("enrichment_store_seconds"))
                .hasSize(5)
                .allSatisfy(
                        panel -> {
                            assertThat(panel.getString("type")).isEqualTo("timeseries");
                            assertThat(panel.getJsonArray("targets"))
                                    .extracting(JsonObject.class::cast)
                                    .filteredOn(target -> target.getBoolean("exemplar", false))
                                    .singleElement()
                                    .extracting(target -> target.getString("expr"))
                                    .asString()
                                    .startsWith("histogram_quantile(")
                                    .contains("_bucket[");
                        });
    }

    @Test
    void no_panel_lies_over_another() {
        for (MonitoringFiles.Dashboard dashboard : MonitoringFiles.dashboards()) {
            Set<String> taken = new HashSet<>();
            for (JsonObject panel : dashboard.panels()) {
                JsonObject at = panel.getJsonObject("gridPos");
                assertThat(at.getInteger("x") + at.getInteger("w")).isLessThanOrEqualTo(COLUMNS);
                for (int x = 0; x < at.getInteger("w"); x++) {
                    for (int y = 0; y < at.getInteger("h"); y++) {
                        String cell = (at.getInteger("x") + x) + "/" + (at.getInteger("y") + y);
                        assertThat(taken.add(cell))
                                .as(dashboard.file() + ", " + panel.getString("title"))
                                .isTrue();
                    }
                }
            }
        }
    }
}
