package org.inkstream.agents.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * JSON Schema 2020-12 in full. It works on Jackson trees, so each object is encoded and read again.
 */
final class FullCheck implements JsonCheck {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonSchema schema;

    FullCheck(JsonObject schema) {
        this.schema = SCHEMAS.getSchema(tree(schema));
        this.schema.initializeValidators();
    }

    @Override
    public Optional<String> problem(Map<String, Object> object) {
        return schema.validate(tree(new JsonObject(object))).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .findFirst();
    }

    private static JsonNode tree(JsonObject object) {
        try {
            return MAPPER.readTree(object.encode());
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("cannot be encoded as JSON", broken);
        }
    }
}
