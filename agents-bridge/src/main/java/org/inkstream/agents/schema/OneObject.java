package org.inkstream.agents.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the one JSON object that a model's text should be. For any thread. */
public final class OneObject {
    private static final Pattern CODE_FENCE = Pattern.compile("(?s)```(?:json)?\\s*(.*?)\\s*```");
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /**
     * Strict: with two members of one name, or something after the object, nobody knows what holds.
     */
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private OneObject() {}

    /** Empty if the text is anything but one object, perhaps inside a code fence. */
    public static Optional<JsonObject> in(String text) {
        Matcher fence = CODE_FENCE.matcher(text.strip());
        String json = fence.matches() ? fence.group(1) : text;
        try {
            Map<String, Object> object = MAPPER.readValue(json, OBJECT);
            return Optional.ofNullable(object).map(JsonObject::new);
        } catch (JsonProcessingException notOne) {
            return Optional.empty();
        }
    }
}
