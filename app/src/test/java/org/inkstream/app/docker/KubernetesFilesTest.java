package org.inkstream.app.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of Kubernetes name each other, the product and the monitoring by what there is. */
class KubernetesFilesTest {
    static Stream<Path> kustomizations() {
        return Manifest.files().stream()
                .filter(file -> file.getFileName().toString().equals("kustomization.yaml"));
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void a_kustomization_names_all_files_of_its_folder_and_no_others(Path file) {
        JsonObject json = Manifest.of(file).get(0).json();
        Path folder = file.getParent();
        List<String> named = new ArrayList<>(texts(json.getJsonArray("resources")));
        named.addAll(texts(json.getJsonArray("components")));
        Manifest.objects(json.getJsonArray("configMapGenerator"))
                .forEach(map -> named.addAll(texts(map.getJsonArray("files"))));
        Manifest.objects(json.getJsonArray("images"))
                .forEach(image -> assertThat(image.getString("newTag")).isNotEqualTo("latest"));

        assertThat(named).allSatisfy(one -> assertThat(folder.resolve(one)).exists());
        assertThat(named)
                .containsAll(
                        Manifest.files().stream()
                                .filter(one -> one.getParent().equals(folder) && !one.equals(file))
                                .map(one -> one.getFileName().toString())
                                .toList());
        assertThat(named.stream().filter(one -> Files.isDirectory(folder.resolve(one))))
                .allSatisfy(
                        one -> assertThat(folder.resolve(one + "/kustomization.yaml")).exists());
    }

    @Test
    void every_config_map_that_pods_mount_is_made() {
        JsonObject base =
                Manifest.of(Manifest.FOLDER.resolve("base/kustomization.yaml")).get(0).json();
        String made = base.getJsonArray("configMapGenerator").getJsonObject(0).getString("name");

        assertThat(RolePod.all())
                .allSatisfy(
                        pod ->
                                assertThat(
                                                pod.deployment
                                                        .podSpec()
                                                        .getJsonArray("volumes")
                                                        .encode())
                                        .contains("\"configMap\":{\"name\":\"" + made + "\"}"));
    }

    @Test
    void nodes_are_emptied_one_pod_of_a_role_at_a_time() {
        assertThat(RolePod.all())
                .allSatisfy(
                        pod ->
                                assertThat(Manifest.all("PodDisruptionBudget"))
                                        .filteredOn(
                                                budget ->
                                                        NetworkPolicies.selects(
                                                                budget.spec()
                                                                        .getJsonObject("selector"),
                                                                pod.deployment.podLabels()))
                                        .singleElement()
                                        .satisfies(
                                                budget ->
                                                        assertThat(
                                                                        budget.spec()
                                                                                .getInteger(
                                                                                        "maxUnavailable"))
                                                                .isEqualTo(1)));
    }

    @Test
    void workers_are_counted_by_the_lag_of_their_own_group_and_topic() {
        KafkaSettings kafka = Settings.loader().file(Path.of(RolePod.SETTINGS)).load().kafka();
        JsonObject scaled = Manifest.all("ScaledObject").get(0).spec();
        JsonObject trigger =
                scaled.getJsonArray("triggers").getJsonObject(0).getJsonObject("metadata");

        assertThat(trigger.getString("bootstrapServers")).isEqualTo(kafka.bootstrapServers());
        assertThat(trigger.getString("consumerGroup")).isEqualTo(kafka.groupId());
        assertThat(trigger.getString("topic")).isEqualTo(kafka.topics().ocrCompleted());
        assertThat(scaled.getInteger("maxReplicaCount")).isLessThanOrEqualTo(kafka.partitions());
        assertThat(RolePod.all())
                .filteredOn(pod -> pod.role().equals("worker"))
                .extracting(RolePod::name)
                .containsExactly(scaled.getJsonObject("scaleTargetRef").getString("name"));
    }

    @Test
    void targets_have_the_jobs_that_rules_and_dashboards_go_by() throws Exception {
        List<Manifest> watched =
                Manifest.all("Service").stream()
                        .filter(service -> labels(service).containsKey("inkstream.org/job"))
                        .toList();
        String prometheus = Files.readString(Path.of("../docker/prometheus/prometheus.yml"));

        List<String> monitored =
                Manifest.objects(
                                Manifest.all("ServiceMonitor")
                                        .get(0)
                                        .spec()
                                        .getJsonArray("endpoints"))
                        .stream()
                        .map(endpoint -> endpoint.getString("port"))
                        .toList();

        assertThat(prometheus.lines())
                .filteredOn(line -> line.contains("job_name: inkstream-"))
                .extracting(line -> line.replaceFirst(".*job_name: ", ""))
                .containsExactlyInAnyOrderElementsOf(
                        watched.stream()
                                .map(service -> labels(service).getString("inkstream.org/job"))
                                .distinct()
                                .toList());
        assertThat(watched)
                .allSatisfy(
                        service ->
                                assertThat(Manifest.objects(service.spec().getJsonArray("ports")))
                                        .filteredOn(
                                                port -> monitored.contains(port.getString("name")))
                                        .hasSize(1));
    }

    private static JsonObject labels(Manifest manifest) {
        return manifest.json().getJsonObject("metadata").getJsonObject("labels");
    }

    private static List<String> texts(JsonArray array) {
        return array == null ? List.of() : array.stream().map(String::valueOf).toList();
    }
}
