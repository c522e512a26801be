package org.inkstream.app.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests against the schemas of those who read them. */
class KubernetesSchemaTest {
    private static final List<Path> CUSTOM =
            List.of(
                    CustomResource.FOLDER.resolve("keda.sh_scaledobjects.yaml"),
                    CustomResource.FOLDER.resolve("monitoring.coreos.com_servicemonitors.yaml"));

    static Stream<Manifest> ofKubernetes() {
        return Manifest.all().stream().filter(KubernetesApi::knows);
    }

    static Stream<Manifest> ofOthers() {
        return Manifest.all().stream().filter(manifest -> !KubernetesApi.knows(manifest));
    }

    @ParameterizedTest
    @MethodSource("ofKubernetes")
    void every_manifest_is_what_kubernetes_takes(Manifest manifest) {
        assertThat(KubernetesApi.problems(manifest)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofOthers")
    void every_custom_resource_is_what_its_definition_says(Manifest manifest) {
        assumeTrue(
                CUSTOM.stream().allMatch(Files::exists),
                "no definitions of KEDA and Prometheus; .ci/install-schemas fetches them");

        assertThat(CustomResource.problems(manifest)).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "readinessProbe: | readynessProbe: | readynessProbe",
                "replicas: 2 | replicas: two | two",
                "- name: management | - nome: management | nome",
                "value: json | value: 1 | value",
                "runAsNonRoot: true | runAsNonRoot: 1 | BOOLEAN",
                "containerPort: 8002 | containerPort: management | management",
                "memory: 640Mi | memory: 640Megabytes | suffix",
                "- name: inkstream | - title: inkstream | title",
            })
    void a_manifest_that_is_wrong_is_seen(String right, String wrong, String named)
            throws IOException {
        String yaml = Files.readString(Manifest.FOLDER.resolve("base/worker.yaml"));
        assertThat(yaml).contains(right);

        Manifest broken = Manifest.of("worker", yaml.replace(right, wrong)).get(0);

        assertThat(KubernetesApi.problems(broken)).anyMatch(problem -> problem.contains(named));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "maxReplicaCount: 12 | maximumReplicaCount: 12",
                "minReplicaCount: 2 | minReplicaCount: two",
                "scaleTargetRef: | scaleTarget:",
                "topic: ocr.completed | topic: 1",
            })
    void a_custom_resource_that_is_wrong_is_seen(String right, String wrong) throws IOException {
        assumeTrue(Files.exists(CUSTOM.get(0)), "no definitions; .ci/install-schemas fetches them");
        String yaml =
                Files.readString(Manifest.FOLDER.resolve("components/keda/scaledobject.yaml"));
        assertThat(yaml).contains(right);

        Manifest broken = Manifest.of("keda", yaml.replace(right, wrong)).get(0);

        assertThat(CustomResource.problems(broken)).isNotEmpty();
    }

    @Test
    void every_kind_has_a_schema() {
        assertThat(ofOthers().map(Manifest::kind))
                .containsExactlyInAnyOrder("ScaledObject", "ServiceMonitor");
        assertThat(ofKubernetes()).hasSizeGreaterThan(20);
    }
}
