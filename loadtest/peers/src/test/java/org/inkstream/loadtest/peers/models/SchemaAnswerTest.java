package org.inkstream.loadtest.peers.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaAnswerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}}}",
                "{\"type\":\"object\",\"required\":[\"a\"]}",
                "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"a\":{\"enum\":[null,\"x\"]}}}",
                "{\"type\":\"array\",\"minItems\":3,\"items\":{\"type\":\"integer\",\"minimum\":7}}",
                "{\"type\":\"integer\",\"exclusiveMinimum\":3,\"multipleOf\":5}",
                "{\"type\":\"number\",\"minimum\":0,\"exclusiveMaximum\":0.5}",
                "{\"type\":\"number\",\"maximum\":-2}",
                "{\"type\":\"string\",\"minLength\":100}",
                "{\"type\":\"string\",\"maxLength\":3}",
                "{\"type\":\"string\",\"pattern\":\"^\\\\d{4}$\"}",
                "{\"type\":\"string\",\"format\":\"date\"}",
                "{\"type\":\"boolean\"}",
                "{\"const\":5}",
                "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"array\",\"items\":{\"type\":\"string\"}}]}",
                "{\"allOf\":[{\"required\":[\"a\"]},{\"properties\":{\"a\":{\"type\":\"number\"}}}]}",
                "{\"$ref\":\"#/$defs/p\",\"$defs\":{\"p\":{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"string\"},\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/p\"}}}}}}"
            })
    void an_answer_follows_its_schema(String schema) {
        assertValid(new JsonObject(schema));
    }

    @Property(tries = 300)
    void an_answer_follows_any_schema_of_objects_lists_and_values(@ForAll long seed) {
        assertValid(schema(new Random(seed), 0));
    }

    @Test
    void each_string_names_its_own_member_and_scripted_members_say_what_they_were_told() {
        JsonObject answer = (JsonObject) answer(Talk.SCHEMA, Map.of("quote", "Dear Sir"));

        assertThat(answer)
                .isEqualTo(
                        new JsonObject()
                                .put("summary", "Scripted summary.")
                                .put("confidence", 0.9)
                                .put(
                                        "people",
                                        new JsonArray()
                                                .add(new JsonObject().put("quote", "Dear Sir"))));
    }

    @Test
    void what_begins_with_an_underscore_is_left_out_unless_it_is_required() {
        JsonObject schema =
                new JsonObject(
                        """
                        {"type": "object", "required": ["_must"],
                         "properties": {"_not_attempted": {"type": "string"},
                                        "_must": {"type": "string"}}}
                        """);

        assertThat(((JsonObject) answer(schema, Map.of())).fieldNames()).containsExactly("_must");
    }

    private static Object answer(JsonObject schema, Map<String, Object> scripted) {
        return new SchemaAnswer(schema, name -> Optional.ofNullable(scripted.get(name))).value();
    }

    private static void assertValid(JsonObject schema) {
        String answer = Json.encode(answer(schema, Map.of()));

        assertThat(
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                                .getSchema(schema.encode())
                                .validate(answer, InputFormat.JSON))
                .as("%s for %s", answer, schema)
                .isEmpty();
    }

    private static JsonObject schema(Random random, int depth) {
        JsonObject schema = new JsonObject();
        switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> schema.put("type", "string").put("maxLength", random.nextInt(40));
            case 1 -> schema.put("type", "integer").put("minimum", random.nextInt(9) - 4);
            case 2 -> schema.put("type", "number").put("maximum", random.nextInt(9) - 4);
            case 3 -> schema.put("type", new JsonArray().add("null").add("boolean"));
            case 4 ->
                    schema.put("type", "array")
                            .put("minItems", random.nextInt(3))
                            .put("items", schema(random, depth + 1));
            default -> object(schema, random, depth);
        }
        return schema;
    }

    private static void object(JsonObject schema, Random random, int depth) {
        JsonObject properties = new JsonObject();
        List<String> required = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            properties.put("m" + i, schema(random, depth + 1));
            if (random.nextBoolean()) {
                required.add("m" + i);
            }
        }
        schema.put("type", "object")
                .put("properties", properties)
                .put("required", new JsonArray(required))
                .put("additionalProperties", false);
    }
}
