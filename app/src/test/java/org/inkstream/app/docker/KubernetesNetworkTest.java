package org.inkstream.app.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.catalogue.ToolCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each role finds whom it asks, and may ask nobody else. */
class KubernetesNetworkTest {
    private final NetworkPolicies network = new NetworkPolicies();

    static Stream<RolePod> all() {
        return RolePod.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void whom_its_settings_name_has_a_service_and_may_be_asked(RolePod pod) {
        Stream.of(
                        pod.settings.agents().url(),
                        pod.settings.gateway().url(),
                        pod.command.matchedOptionValue("--hub", ""))
                .filter(url -> !url.isEmpty())
                .map(URI::create)
                .forEach(
                        url -> {
                            Manifest service = service(url.getHost());
                            assertThat(port(service).getInteger("port")).isEqualTo(url.getPort());
                            RolePod server = behind(service);
                            assertThat(
                                            network.allow(
                                                    pod.deployment.podLabels(),
                                                    server.deployment.podLabels(),
                                                    server.port()))
                                    .as("%s may ask %s", pod, server)
                                    .isTrue();
                        });
    }

    @Test
    void every_service_leads_to_a_port_of_its_pods() {
        assertThat(Manifest.all("Service"))
                .allSatisfy(
                        service ->
                                assertThat(port(service).getString("targetPort"))
                                        .isEqualTo(
                                                behind(service)
                                                        .list("ports")
                                                        .get(0)
                                                        .getString("name")));
    }

    @ParameterizedTest
    @MethodSource("all")
    void broker_store_and_models_may_be_asked_by_those_who_need_them(RolePod pod) {
        JsonObject labels = pod.deployment.podLabels();
        if (!pod.settings.store().uri().isEmpty()) {
            int store =
                    new ServerAddress(
                                    new ConnectionString(pod.settings.store().uri())
                                            .getHosts()
                                            .get(0))
                            .getPort();
            assertThat(network.allowOutside(labels, store)).as("store").isTrue();
        }
        if (Set.of("worker", "coordinator").contains(pod.role())) {
            int broker =
                    Integer.parseInt(
                            pod.settings.kafka().bootstrapServers().replaceFirst(".*:", ""));
            assertThat(network.allowOutside(labels, broker)).as("broker").isTrue();
        }
        if (pod.role().equals("gateway")) {
            assertThat(
                            Inference.load(pod.settings.inference(), ToolCatalogue.packaged())
                                    .endpoints())
                    .allSatisfy(
                            endpoint ->
                                    assertThat(
                                                    network.allowOutside(
                                                            labels,
                                                            URI.create(endpoint.url()).getPort()))
                                            .as(endpoint.name())
                                            .isTrue());
        }
    }

    @Test
    void nobody_may_ask_whom_it_need_not() {
        Map<String, JsonObject> pods =
                Map.of(
                        "worker", pod("enrichment-worker"),
                        "gateway", pod("gateway"),
                        "agent", pod("context-agent"),
                        "coordinator", pod("enrichment-coordinator"));

        assertThat(network.denyTheRest()).isTrue();
        assertThat(network.allow(pods.get("worker"), pods.get("gateway"), 8003)).isFalse();
        assertThat(network.allow(pods.get("agent"), pods.get("worker"), 8002)).isFalse();
        assertThat(network.allow(pods.get("worker"), pods.get("coordinator"), 8001)).isFalse();
        assertThat(network.allowOutside(pods.get("agent"), 443)).isFalse();
        assertThat(network.allowOutside(pods.get("agent"), 27017)).isFalse();
    }

    private static JsonObject pod(String name) {
        return RolePod.all().stream()
                .filter(pod -> pod.name().equals(name))
                .findFirst()
                .orElseThrow()
                .deployment
                .podLabels();
    }

    private static Manifest service(String name) {
        return Manifest.all("Service").stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no service " + name));
    }

    private static JsonObject port(Manifest service) {
        return service.spec().getJsonArray("ports").getJsonObject(0);
    }

    private static RolePod behind(Manifest service) {
        JsonObject selector =
                new JsonObject().put("matchLabels", service.spec().getJsonObject("selector"));
        List<RolePod> selected =
                RolePod.all().stream()
                        .filter(
                                pod ->
                                        NetworkPolicies.selects(
                                                selector, pod.deployment.podLabels()))
                        .toList();
        assertThat(selected).as(service.toString()).hasSize(1);
        return selected.get(0);
    }
}
