package org.inkstream.app.docker;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** Who may ask whom, as the network policies of the namespace say. */
final class NetworkPolicies {
    private final List<Manifest> policies = Manifest.all("NetworkPolicy");

    /** Whether both ends are let: out of the one, into the other. */
    boolean allow(JsonObject client, JsonObject server, int port) {
        return rules(client, "egress")
                        .anyMatch(rule -> names(rule, "to", server) && has(rule, port))
                && rules(server, "ingress")
                        .anyMatch(rule -> names(rule, "from", client) && has(rule, port));
    }

    /** Whether it may ask anybody outside at this port. */
    boolean allowOutside(JsonObject client, int port) {
        return rules(client, "egress").anyMatch(rule -> !rule.containsKey("to") && has(rule, port));
    }

    /** Whether nothing is allowed that no policy names. */
    boolean denyTheRest() {
        return policies.stream()
                .map(Manifest::spec)
                .anyMatch(
                        spec ->
                                spec.getJsonObject("podSelector").isEmpty()
                                        && spec.getJsonArray("policyTypes").contains("Ingress")
                                        && spec.getJsonArray("policyTypes").contains("Egress")
                                        && !spec.containsKey("ingress")
                                        && !spec.containsKey("egress"));
    }

    private Stream<JsonObject> rules(JsonObject pod, String direction) {
        return policies.stream()
                .map(Manifest::spec)
                .filter(spec -> selects(spec.getJsonObject("podSelector"), pod))
                .flatMap(spec -> Manifest.objects(spec.getJsonArray(direction)).stream());
    }

    private static boolean names(JsonObject rule, String side, JsonObject pod) {
        return Manifest.objects(rule.getJsonArray(side)).stream()
                .anyMatch(
                        peer ->
                                !peer.containsKey("namespaceSelector")
                                        && peer.containsKey("podSelector")
                                        && selects(peer.getJsonObject("podSelector"), pod));
    }

    private static boolean has(JsonObject rule, int port) {
        return Manifest.objects(rule.getJsonArray("ports")).stream()
                .anyMatch(
                        one ->
                                one.getInteger("port") == port
                                        && one.getString("protocol").equals("TCP"));
    }

    /** Labels and expressions of the kind In, which is all that the manifests use. */
    static boolean selects(JsonObject selector, JsonObject pod) {
        JsonObject labels = selector.getJsonObject("matchLabels", new JsonObject());
        return labels.stream()
                        .allMatch(label -> label.getValue().equals(pod.getValue(label.getKey())))
                && Manifest.objects(selector.getJsonArray("matchExpressions")).stream()
                        .allMatch(
                                one ->
                                        in(
                                                one.getJsonArray("values"),
                                                pod.getString(one.getString("key"))));
    }

    private static boolean in(JsonArray values, String value) {
        return value != null && values.contains(value);
    }
}
