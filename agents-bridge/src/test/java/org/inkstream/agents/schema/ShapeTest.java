package org.inkstream.agents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    private static final JsonObject SCHEMA =
            new JsonObject(
                    """
                    {"type": "object", "required": ["a"], "properties": {
                        "a": {"type": ["string", "null"], "minLength": 2},
                        "b": {"type": "array", "minItems": 1, "maxItems": 2,
                              "items": {"type": "object", "required": ["x"],
                                        "properties": {"x": {"type": "integer"}},
                                        "additionalProperties": {"type": "number"}}},
                        "c": {"type": "number", "minimum": 0, "maximum": 1},
                        "d": {"enum": ["yes", "no"]},
                        "e": {"anyOf": [{"type": "boolean"}, {"required": ["x"]}]}},
                     "additionalProperties": false}
                    """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | lacks the member 'a'",
                "{\"a\": 1} | a must be string or null",
                "{\"a\": \"ok\", \"z\": 1} | has the member 'z', which is unknown",
                "{\"a\": null, \"b\": [{\"x\": 1}, {\"x\": 1.5}]} | b[1] x must be integer",
                "{\"a\": null, \"b\": [{\"x\": 1, \"y\": \"no\"}]} | b[0] y must be number",
                "{\"a\": null, \"b\": []} | b has too few items",
                "{\"a\": null, \"c\": 1.5} | c is above 1.0",
                "{\"a\": null, \"d\": \"maybe\"} | d must be one of [yes, no]",
            })
    void a_problem_is_told_with_its_place(String object, String problem) {
        assertThat(problemOf(SCHEMA, new JsonObject(object))).contains(problem);
    }

    @Test
    void a_schema_with_other_keywords_is_left_to_the_complete_validator() {
        JsonObject schema =
                new JsonObject()
                        .put(
                                "properties",
                                new JsonObject()
                                        .put("a", new JsonObject().put("pattern", "^[a-z]+$")));

        assertThat(Shape.compile(schema)).isEmpty();
        assertThat(JsonCheck.of(schema).problem(new JsonObject().put("a", "b").getMap())).isEmpty();
        assertThat(JsonCheck.of(schema).problem(new JsonObject().put("a", "1").getMap()))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"text\"}",
                "{\"type\": []}",
                "{\"enum\": [1]}",
                "{\"items\": true}",
                "{\"properties\": {\"a\": true}}",
                "{\"minimum\": \"1\"}",
                "{\"anyOf\": []}"
            })
    void forms_of_keywords_that_are_not_known_are_left_to_the_complete_validator(String schema) {
        assertThat(Shape.compile(new JsonObject(schema))).isEmpty();
    }

    @Property(tries = 3_000)
    void it_accepts_exactly_what_the_complete_validator_accepts(@ForAll long seed) {
        JsonObject object = randomObject(new Random(seed));
        boolean accepted = new FullCheck(SCHEMA).problem(object.getMap()).isEmpty();

        assertThat(problemOf(SCHEMA, object).isEmpty()).isEqualTo(accepted);
    }

    private static Optional<String> problemOf(JsonObject schema, JsonObject object) {
        return Shape.compile(schema).orElseThrow().problem(object.getMap());
    }

    private static JsonObject randomObject(Random random) {
        JsonObject object = new JsonObject();
        for (String name : new String[] {"a", "b", "c", "d", "e", "z"}) {
            if (random.nextInt(6) < (name.equals("z") ? 1 : 4)) {
                object.put(name, randomValue(random, name));
            }
        }
        return object;
    }

    private static @Nullable Object randomValue(Random random, String name) {
        // Mostly values that may be right, or nothing would ever be accepted.
        return switch (random.nextInt(5) == 0 ? random.nextInt(8) : name.charAt(0) - 'a') {
            case 0 -> random.nextBoolean() ? "𝔷𝔷" : random.nextBoolean() ? "𝔷" : null;
            case 1 -> randomArray(random);
            case 2 -> random.nextBoolean() ? random.nextDouble(1.2) : random.nextInt(3);
            case 3 -> random.nextInt(4) == 0 ? "maybe" : "yes";
            case 4 -> random.nextBoolean();
            case 5 -> new JsonObject().put("x", random.nextBoolean() ? 3 : 2.0);
            case 6 -> 4_000_000_000L;
            default -> new JsonArray();
        };
    }

    private static JsonArray randomArray(Random random) {
        JsonArray array = new JsonArray();
        for (int i = random.nextInt(4); i > 0; i--) {
            JsonObject item = new JsonObject().put("x", random.nextInt(4) == 0 ? 1.5 : 1.0);
            array.add(random.nextInt(3) == 0 ? item.put("y", "no") : item);
        }
        return array;
    }
}
