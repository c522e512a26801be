package org.inkstream.loadtest.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rule by which what is written for containers is read as for processes. */
class PlacesTest {
    private final Places places =
            Places.of(
                    List.of(service("hub", 3_000, 1), service("worker", 8_002, 2)),
                    Path.of("/base"));
    private final Container hub = places.first("hub");
    private final Container worker = places.of("worker").get(1);

    @Test
    void each_replica_has_a_folder_and_a_port_of_its_own() {
        assertThat(places.all())
                .extracting(Container::name)
                .containsExactly("hub-1", "worker-1", "worker-2");
        assertThat(places.all())
                .extracting(one -> one.ports().values().iterator().next())
                .doesNotHaveDuplicates();
        assertThat(worker.at("/etc/ours/a.yml"))
                .isEqualTo(Path.of("/base/worker-2/etc/ours/a.yml"));
    }

    @Test
    void another_service_is_found_at_its_first_replica() {
        String port = hub.ports().get(3_000).toString();

        assertThat(here("http://hub:3000/mcp")).isEqualTo("http://127.0.0.1:" + port + "/mcp");
        assertThat(here("- targets: [hub:3000, hub:3001]"))
                .isEqualTo("- targets: [127.0.0.1:" + port + ", hub:3001]");
        assertThat(here("old-hub:3000 hub:30001")).isEqualTo("old-hub:3000 hub:30001");
    }

    @Test
    void its_own_address_is_its_own() {
        String port = worker.ports().get(8_002).toString();

        assertThat(here("8002")).isEqualTo(port);
        assertThat(here("0.0.0.0")).isEqualTo("127.0.0.1");
        assertThat(here("--listen=0.0.0.0:8002")).isEqualTo("--listen=127.0.0.1:" + port);
        assertThat(here("http://localhost:8002/-/ready"))
                .isEqualTo("http://127.0.0.1:" + port + "/-/ready");
        assertThat(here("localhost:9")).isEqualTo("localhost:9");
        assertThat(here("-broadcast-address=worker")).isEqualTo("-broadcast-address=127.0.0.1");
    }

    @Test
    void a_path_that_is_mounted_is_in_its_folder_and_is_not_replaced_twice() {
        assertThat(here("--config=/etc/ours/a.yml"))
                .isEqualTo("--config=/base/worker-2/etc/ours/a.yml");
        assertThat(here("/base/x")).isEqualTo("/base/worker-2/base/x");
        assertThat(here("/run/secrets/token")).isEqualTo("/base/worker-2/run/secrets/token");
        assertThat(here("/usr/etc/ours /etc/ourselves")).isEqualTo("/usr/etc/ours /etc/ourselves");
    }

    private String here(String text) {
        return places.here(worker, text);
    }

    private static ComposeService service(String name, int port, int replicas) {
        return new ComposeService(
                name,
                "inkstream:latest",
                List.of(),
                Map.of(),
                Set.of(port),
                List.of(new ComposeService.Mount("./etc", "/etc/ours")),
                List.of("token"),
                List.of("/base"),
                List.of(),
                Map.of(),
                Set.of(),
                replicas);
    }
}
