package org.inkstream.app.docker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the API of Kubernetes says of a manifest, by the classes that are generated from its schema:
 * fields that it does not know, fields that are missing, values of another type.
 */
final class KubernetesApi {
    private static final Map<String, Class<?>> KINDS =
            Map.of(
                    "apps/v1 Deployment", V1Deployment.class,
                    "v1 Namespace", V1Namespace.class,
                    "v1 Secret", V1Secret.class,
                    "v1 Service", V1Service.class,
                    "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
                    "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);

    private static final Gson GSON =
            new GsonBuilder().registerTypeAdapter(OffsetDateTime.class, new NoTimes()).create();

    private KubernetesApi() {}

    static boolean knows(Manifest manifest) {
        return KINDS.containsKey(kind(manifest));
    }

    /** Everything that is wrong, in words; empty if nothing is. */
    static List<String> problems(Manifest manifest) {
        Class<?> type = KINDS.get(kind(manifest));
        JsonElement given = JsonParser.parseString(manifest.json().encode());
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, given);
            JsonElement understood =
                    JsonParser.parseString(GSON.toJson(GSON.fromJson(given, type)));
            List<String> problems = new ArrayList<>();
            compare("", given, understood, problems);
            return problems;
        } catch (InvocationTargetException wrong) {
            return List.of(String.valueOf(wrong.getCause().getMessage()));
        } catch (RuntimeException notOfItsType) {
            return List.of(String.valueOf(notOfItsType.getMessage()));
        } catch (ReflectiveOperationException noModel) {
            throw new IllegalStateException(noModel);
        }
    }

    private static String kind(Manifest manifest) {
        return manifest.json().getString("apiVersion") + " " + manifest.kind();
    }

    /**
     * A server is stricter than the classes, which take 1 for "1": what it would not take differs.
     */
    private static void compare(
            String path, JsonElement given, JsonElement understood, List<String> problems) {
        if (understood == null) {
            problems.add(path + " is not understood");
        } else if (given instanceof JsonObject object && understood.isJsonObject()) {
            for (String name : object.keySet()) {
                compare(
                        path + "/" + name,
                        object.get(name),
                        understood.getAsJsonObject().get(name),
                        problems);
            }
        } else if (given.isJsonArray() && understood.isJsonArray()) {
            for (int i = 0; i < given.getAsJsonArray().size(); i++) {
                compare(
                        path + "/" + i,
                        given.getAsJsonArray().get(i),
                        understood.getAsJsonArray().get(i),
                        problems);
            }
        } else if (!same(given, understood)) {
            problems.add(path + ": " + given + " is taken for " + understood);
        }
    }

    private static boolean same(JsonElement given, JsonElement understood) {
        return given instanceof JsonPrimitive one
                && understood instanceof JsonPrimitive other
                && one.isString() == other.isString()
                && one.isBoolean() == other.isBoolean()
                && one.getAsString().equals(other.getAsString());
    }

    /** Nobody writes times into manifests. */
    private static final class NoTimes extends TypeAdapter<OffsetDateTime> {
        @Override
        public void write(JsonWriter out, OffsetDateTime time) throws IOException {
            out.nullValue();
        }

        @Override
        public OffsetDateTime read(JsonReader in) {
            throw new IllegalArgumentException("a time has no place in a manifest");
        }
    }
}
