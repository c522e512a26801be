package org.inkstream.app.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Resources of a kind that is defined by somebody else's CustomResourceDefinition. */
final class CustomResource {
    /** Where {@code .ci/install-schemas} puts the definitions. */
    static final Path FOLDER = Path.of("../target/schemas");

    private static final ObjectMapper JSON = new ObjectMapper();

    private CustomResource() {}

    /** Everything that is wrong, in words; empty if nothing is. */
    static List<String> problems(Manifest manifest) {
        String[] groupAndVersion = manifest.json().getString("apiVersion").split("/");
        Path file =
                FOLDER.resolve(
                        groupAndVersion[0]
                                + "_"
                                + manifest.kind().toLowerCase(Locale.ROOT)
                                + "s.yaml");
        try {
            JsonNode definition =
                    JSON.readTree(
                            Manifest.of(file.toString(), Files.readString(file))
                                    .get(0)
                                    .json()
                                    .encode());
            JsonNode schema =
                    StreamSupport.stream(definition.at("/spec/versions").spliterator(), false)
                            .filter(
                                    version ->
                                            version.path("name")
                                                    .asText()
                                                    .equals(groupAndVersion[1]))
                            .findFirst()
                            .orElseThrow()
                            .at("/schema/openAPIV3Schema");
            close(schema);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(JSON.readTree(manifest.json().encode()))
                    .stream()
                    .map(String::valueOf)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A server drops what its definition does not name, without a word; here that is wrong. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("properties").isObject()
                    && !object.path("properties").isEmpty()
                    && !object.has("additionalProperties")
                    && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                object.put("additionalProperties", false);
            }
            // What only servers understand.
            object.properties().removeIf(member -> member.getKey().startsWith("x-kubernetes-"));
        }
        schema.forEach(CustomResource::close);
    }
}
