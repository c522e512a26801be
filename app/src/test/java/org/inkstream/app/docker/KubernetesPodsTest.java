package org.inkstream.app.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.catalogue.ToolCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in a pod exists in the product: command, settings, variables, ports, folders. */
class KubernetesPodsTest {
    /** Read by commands themselves: a token for the hub, and the key of a remote API. */
    private static final Set<String> NOT_SETTINGS = Set.of("MCP_AGENT_TOKEN", "ANTHROPIC_API_KEY");

    private static final List<String> PROBES =
            List.of("startupProbe", "livenessProbe", "readinessProbe");

    static Stream<RolePod> all() {
        return RolePod.all().stream();
    }

    @Test
    void there_is_a_pod_for_each_role_of_a_cluster_and_for_each_agent() {
        assertThat(RolePod.all().stream().filter(pod -> !pod.role().equals("agents")))
                .extracting(RolePod::role)
                .containsExactlyInAnyOrder("hub", "gateway", "coordinator", "worker");
        assertThat(RolePod.all().stream().filter(pod -> pod.role().equals("agents")))
                .extracting(pod -> pod.command.matchedOptionValue("--agent", ""))
                .containsExactlyInAnyOrderElementsOf(ToolCatalogue.packaged().agents());
    }

    @ParameterizedTest
    @MethodSource("all")
    void its_command_and_its_settings_are_understood(RolePod pod) {
        assertThat(pod.settings.instance().name()).isEqualTo("a-pod-1");
        assertThat(pod.environment.keySet().stream().filter(one -> !one.startsWith("INKSTREAM_")))
                .isSubsetOf(NOT_SETTINGS);
        if (!pod.settings.inference().models().isEmpty()) {
            assertThat(
                            Inference.load(pod.settings.inference(), ToolCatalogue.packaged())
                                    .endpoints())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_listens_where_probes_ask(RolePod pod) {
        assertThat(pod.host()).isEqualTo("0.0.0.0");
        JsonObject port = pod.list("ports").get(0);
        assertThat(port.getInteger("containerPort")).isEqualTo(pod.port());
        for (String probe : PROBES) {
            JsonObject get =
                    pod.deployment.container().getJsonObject(probe).getJsonObject("httpGet");
            assertThat(get.getString("port")).isEqualTo(port.getString("name"));
            assertThat(get.getString("path"))
                    .isEqualTo(probe.equals("readinessProbe") ? "/health/ready" : "/health/live");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_has_the_time_that_it_asks_for(RolePod pod) {
        JsonObject startup = pod.deployment.container().getJsonObject("startupProbe");
        Duration start =
                Duration.ofSeconds(
                        (long) startup.getInteger("periodSeconds")
                                * startup.getInteger("failureThreshold"));
        Duration grace =
                Duration.ofSeconds(
                        pod.deployment.podSpec().getInteger("terminationGracePeriodSeconds"));

        assertThat(start).isGreaterThan(pod.settings.instance().startPatience());
        if (Set.of("worker", "hub", "gateway").contains(pod.role())) {
            assertThat(grace)
                    .isGreaterThan(pod.settings.workflow().drainDeadline().plusSeconds(30));
        } else {
            // PATIENCE of the command.
            assertThat(grace).isGreaterThan(Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_may_do_nothing_but_its_work(RolePod pod) throws IOException {
        JsonObject spec = pod.deployment.podSpec();
        JsonObject security = spec.getJsonObject("securityContext");
        JsonObject own = pod.deployment.container().getJsonObject("securityContext");
        JsonObject resources = pod.deployment.container().getJsonObject("resources");

        assertThat(spec.getBoolean("automountServiceAccountToken")).isFalse();
        assertThat(spec.getBoolean("enableServiceLinks")).isFalse();
        assertThat(security.getBoolean("runAsNonRoot")).isTrue();
        assertThat(Files.readString(Path.of("../docker/Dockerfile")))
                .contains(
                        "\nUSER %d:%d\n"
                                .formatted(
                                        security.getInteger("runAsUser"),
                                        security.getInteger("runAsGroup")));
        assertThat(security.getJsonObject("seccompProfile").getString("type"))
                .isEqualTo("RuntimeDefault");
        assertThat(own.getBoolean("allowPrivilegeEscalation")).isFalse();
        assertThat(own.getBoolean("readOnlyRootFilesystem")).isTrue();
        assertThat(own.getJsonObject("capabilities").getJsonArray("drop"))
                .isEqualTo(new JsonArray().add("ALL"));
        assertThat(resources.getJsonObject("limits").getString("memory")).isNotEmpty();
        assertThat(resources.getJsonObject("requests").fieldNames())
                .containsExactlyInAnyOrder("cpu", "memory");
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_it_writes_to_is_mounted(RolePod pod) {
        List<String> volumes =
                Manifest.objects(pod.deployment.podSpec().getJsonArray("volumes")).stream()
                        .map(volume -> volume.getString("name"))
                        .toList();

        assertThat(pod.list("volumeMounts"))
                .allSatisfy(mount -> assertThat(volumes).contains(mount.getString("name")))
                .filteredOn(mount -> !mount.getBoolean("readOnly", false))
                .extracting(mount -> mount.getString("mountPath"))
                .containsExactlyInAnyOrder(
                        pod.settings.instance().stateFolder().toString(), "/tmp");
    }
}
