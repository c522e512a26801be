package org.inkstream.app.docker;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One document of a Kubernetes file.
 *
 * @param file below {@code docker/kubernetes}
 */
record Manifest(String file, JsonObject json) {
    static final Path FOLDER = Path.of("../docker/kubernetes");

    /** Every document of every file that is for Kubernetes itself, not for kustomize or us. */
    static List<Manifest> all() {
        return files().stream()
                .filter(file -> !file.getFileName().toString().equals("kustomization.yaml"))
                .flatMap(file -> of(file).stream())
                .filter(manifest -> manifest.json.containsKey("apiVersion"))
                .toList();
    }

    /** Those of one kind. */
    static List<Manifest> all(String kind) {
        return all().stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    static List<Path> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Manifest> of(Path file) {
        try {
            return of(FOLDER.relativize(file).toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Manifest> of(String file, String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Manifest> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            documents.add(new Manifest(file, (JsonObject) json(document)));
        }
        return documents;
    }

    private static Object json(Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> copy = new LinkedHashMap<>();
            members.forEach((name, member) -> copy.put(String.valueOf(name), json(member)));
            return new JsonObject(copy);
        }
        if (value instanceof List<?> items) {
            JsonArray copy = new JsonArray();
            items.forEach(item -> copy.add(json(item)));
            return copy;
        }
        return value;
    }

    String kind() {
        return json.getString("kind");
    }

    String name() {
        return json.getJsonObject("metadata").getString("name");
    }

    JsonObject spec() {
        return json.getJsonObject("spec");
    }

    /** Of the pods of a Deployment. */
    JsonObject podSpec() {
        return spec().getJsonObject("template").getJsonObject("spec");
    }

    JsonObject podLabels() {
        return spec().getJsonObject("template").getJsonObject("metadata").getJsonObject("labels");
    }

    /** The one container of a Deployment. */
    JsonObject container() {
        return podSpec().getJsonArray("containers").getJsonObject(0);
    }

    static List<JsonObject> objects(JsonArray array) {
        return array == null ? List.of() : array.stream().map(JsonObject.class::cast).toList();
    }

    @Override
    public String toString() {
        return file + " " + kind() + " " + name();
    }
}
