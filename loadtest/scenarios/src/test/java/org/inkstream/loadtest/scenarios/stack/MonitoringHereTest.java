package org.inkstream.loadtest.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files of Prometheus and Alertmanager, as they are used without containers. */
class MonitoringHereTest {
    private static final Checkout CHECKOUT = Checkout.around(Path.of("")).orElseThrow();
    private static final URI RECEIVER = URI.create("http://127.0.0.1:9");

    private final Places places = places();
    private final MonitoringHere monitoring = new MonitoringHere(places, new Haste(15), RECEIVER);

    @Test
    void every_service_that_is_scraped_runs_here_and_each_replica_by_its_own_address()
            throws IOException {
        String prometheus = here("prometheus", "prometheus/prometheus.yml");

        Set<String> addresses =
                places.all().stream()
                        .flatMap(
                                one ->
                                        one.ports().values().stream()
                                                .map(port -> "127.0.0.1:" + port))
                        .collect(Collectors.toCollection(HashSet::new));
        assertThat(addressesIn(prometheus)).isNotEmpty().allMatch(addresses::contains);
        assertThat(places.of("enrichment-worker"))
                .hasSize(2)
                .allSatisfy(worker -> assertThat(prometheus).contains(worker.address(8_002)));
        assertThat(prometheus).doesNotContain("dns_sd_configs").contains("scrape_interval: 1s");
    }

    @Test
    void routes_stay_and_nobody_outside_is_told() throws IOException {
        String alertmanager = here("alertmanager", "alertmanager/alertmanager.yml");

        assertThat(alertmanager)
                .contains("pagerduty_url: http://127.0.0.1:9/pagerduty")
                .contains("receiver: critical", "#critical-alerts", "group_interval: 20s")
                .doesNotContain("email_configs", "smtp");
    }

    @Test
    void what_is_no_setting_of_theirs_stays_as_it_is() {
        Container prometheus = places.first("prometheus");

        assertThat(monitoring.of(prometheus, "/etc/tests/a.yml", "for: 5m")).isEqualTo("for: 5m");
        assertThat(monitoring.of(prometheus, "/etc/a.txt", "for: 5m")).isEqualTo("for: 5m");
        assertThat(monitoring.of(places.first("mcp-server"), "/etc/a.yml", "for: 5m"))
                .isEqualTo("for: 5m");
    }

    private String here(String service, String file) throws IOException {
        Container container = places.first(service);
        Path path = CHECKOUT.docker().resolve(file);
        return monitoring.of(
                container, path.toString(), places.here(container, Files.readString(path)));
    }

    private static List<String> addressesIn(String text) {
        return Pattern.compile("[\\w.-]+:\\d{4,5}\\b")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Places places() {
        try {
            Interpolation variables = Interpolation.ofEnvFile(Files.readString(CHECKOUT.env()));
            ComposeFile compose = ComposeFile.read(CHECKOUT.compose(), variables);
            return Places.of(List.copyOf(compose.services().values()), Path.of("/base"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
