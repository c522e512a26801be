package org.inkstream.loadtest.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.loadtest.scenarios.stack.ComposeService.Condition;
import org.inkstream.loadtest.scenarios.stack.ComposeService.Mount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What a compose file says, and what ours says. */
class ComposeFileTest {
    private static final Checkout CHECKOUT = Checkout.around(Path.of("")).orElseThrow();

    private final Path folder;

    ComposeFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void a_service_is_what_its_template_says_and_what_it_says_itself() throws IOException {
        ComposeService worker =
                read(
                                """
                                x-ours: &ours
                                  image: inkstream:${TAG:-latest}
                                  tmpfs: ["/tmp:size=64m"]
                                services:
                                  worker:
                                    <<: *ours
                                    command: [worker]
                                    environment: {A: "${GIVEN}", B: "${NONE:-b}", C: "$$c"}
                                    ports: ["127.0.0.1::8002", "127.0.0.1:3003:3000"]
                                    expose: ["8004"]
                                    volumes: ["./etc:/etc/ours:ro", "data:/data"]
                                    secrets: [token]
                                    healthcheck: {test: [CMD, look, "--at", "8002"]}
                                    depends_on: {store: {condition: service_healthy}}
                                    profiles: [extra]
                                    deploy: {replicas: "${COUNT:-2}"}
                                """,
                                Map.of("GIVEN", "a"))
                        .services()
                        .get("worker");

        assertThat(worker)
                .isEqualTo(
                        new ComposeService(
                                "worker",
                                "inkstream:latest",
                                List.of("worker"),
                                Map.of("A", "a", "B", "b", "C", "$c"),
                                Set.of(8_002, 3_000, 8_004),
                                List.of(new Mount("./etc", "/etc/ours")),
                                List.of("token"),
                                List.of("/data", "/tmp"),
                                List.of("look", "--at", "8002"),
                                Map.of("store", Condition.HEALTHY),
                                Set.of("extra"),
                                2));
        assertThat(worker.isIn(Set.of("extra"))).isTrue();
        assertThat(worker.isIn(Set.of())).isFalse();
    }

    @Test
    void what_is_not_understood_is_refused() {
        assertThatThrownBy(() -> read("services: {a: {command: run this}}", Map.of()))
                .hasMessageContaining("command must be a list");
        assertThatThrownBy(
                        () ->
                                read(
                                        "services: {a: {healthcheck: {test: [CMD-SHELL, x]}}}",
                                        Map.of()))
                .hasMessageContaining("[CMD, ...]");
        assertThatThrownBy(() -> read("services: {a: {image: $NAME}}", Map.of()))
                .hasMessageContaining("${NAME:-default}");
        assertThatThrownBy(() -> Interpolation.ofEnvFile("no value"))
                .hasMessageContaining("NAME=value");
    }

    @Test
    void in_ours_every_server_has_a_health_check() throws IOException {
        Map<String, ComposeService> services = ours().services();

        assertThat(services.values())
                .filteredOn(service -> !service.ports().isEmpty())
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        service -> assertThat(service.health()).as(service.name()).isNotEmpty());
        assertThat(services.get("enrichment-worker").replicas()).isEqualTo(2);
        assertThat(services)
                .containsKeys(
                        "mcp-server",
                        "metadata-agent",
                        "entity-agent",
                        "structure-agent",
                        "content-agent",
                        "context-agent",
                        "enrichment-coordinator",
                        "prometheus",
                        "grafana",
                        "alertmanager");
    }

    @Test
    void in_ours_nobody_is_root_gains_rights_or_takes_all_of_the_machine() throws IOException {
        Map<String, Map<String, Object>> services = raw();

        assertThat(services)
                .allSatisfy(
                        (name, service) -> {
                            assertThat(service.get("deploy"))
                                    .as(name)
                                    .asString()
                                    .contains("limits={cpus=", "memory=");
                            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
                            assertThat(service.get("security_opt"))
                                    .as(name)
                                    .isEqualTo(List.of("no-new-privileges:true"));
                            // It gives volumes away, which only root can, and ends.
                            if (!name.equals("own-volumes")) {
                                assertThat(service.get("user"))
                                        .as(name)
                                        .asString()
                                        .matches("[1-9]\\d*:[1-9]\\d*");
                            }
                            // Its start script writes beside the program.
                            if (!name.equals("kafka")) {
                                assertThat(service.get("read_only")).as(name).isEqualTo(true);
                            }
                        });
    }

    @Test
    void ports_of_ours_are_on_loopback_unless_somebody_opens_them() throws IOException {
        assertThat(raw())
                .allSatisfy(
                        (name, service) ->
                                assertThat(String.valueOf(service.getOrDefault("ports", "[]")))
                                        .as(name)
                                        .matches(
                                                "\\[((127\\.0\\.0\\.1|\\$\\{BIND_ADDRESS:-127\\.0\\.0\\.1})"
                                                        + ":\\d*:\\d+(, )?)*]"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> raw() throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(500);
        Map<String, Object> whole = new Yaml(options).load(Files.readString(CHECKOUT.compose()));
        return (Map<String, Map<String, Object>>) whole.get("services");
    }

    @Test
    void whoever_is_waited_for_exists() throws IOException {
        Map<String, ComposeService> services = ours().services();

        assertThat(services.values())
                .allSatisfy(
                        service ->
                                assertThat(services.keySet())
                                        .as(service.name())
                                        .containsAll(service.dependsOn().keySet()));
    }

    @Test
    void what_is_replaced_is_there_and_all_else_can_be_started() throws IOException {
        Replacements replacements = Replacements.packaged();

        assertThat(ours().services().keySet()).containsAll(replacements.byService().keySet());
        assertThat(ours().services().values())
                .filteredOn(service -> !service.isOurs())
                .filteredOn(service -> replacements.of(service).isEmpty())
                .extracting(ComposeService::name)
                .containsExactlyInAnyOrder("prometheus", "alertmanager", "nsqd", "nsqlookupd");
    }

    private static ComposeFile ours() throws IOException {
        return ComposeFile.read(
                CHECKOUT.compose(), Interpolation.ofEnvFile(Files.readString(CHECKOUT.env())));
    }

    private ComposeFile read(String text, Map<String, String> variables) throws IOException {
        Path file = Files.writeString(folder.resolve("compose.yml"), text);
        return ComposeFile.read(file, new Interpolation(variables));
    }
}
