package org.inkstream.agents.schema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** The JSON Schema keywords that tool contracts use, in the forms that they use. */
final class ShapeKeywords {
    private static final Set<String> CONSTRAINTS =
            Set.of(
                    "type",
                    "enum",
                    "properties",
                    "required",
                    "additionalProperties",
                    "anyOf",
                    "items",
                    "minimum",
                    "maximum",
                    "minLength",
                    "minItems",
                    "maxItems");

    /** Keywords that say something to people and constrain nothing. */
    private static final Set<String> REMARKS =
            Set.of("$schema", "$id", "$comment", "title", "description", "default", "examples");

    private ShapeKeywords() {}

    /** Whether the schema, and every one inside it, uses nothing else. */
    static boolean suffice(Object schema) {
        if (!(schema instanceof JsonObject object)) {
            return false;
        }
        boolean known =
                object.fieldNames().stream()
                        .allMatch(name -> CONSTRAINTS.contains(name) || REMARKS.contains(name));
        return known
                && typesKnown(object)
                && strings(object, "enum").size() == sizeOf(object, "enum")
                && strings(object, "required").size() == sizeOf(object, "required")
                && (object.getValue("additionalProperties", true) instanceof Boolean
                        || suffice(object.getValue("additionalProperties")))
                && alternativesSuffice(object)
                && (!object.containsKey("items") || suffice(object.getValue("items")))
                && numbersOnly(object)
                && propertiesSuffice(object);
    }

    static Optional<Shape.Rule> types(JsonObject schema) {
        if (!schema.containsKey("type")) {
            return Optional.empty();
        }
        List<JsonType> types = named(schema);
        String problem =
                "must be "
                        + types.stream()
                                .map(JsonType::schemaName)
                                .collect(Collectors.joining(" or "));
        return Optional.of(
                value -> {
                    for (JsonType type : types) {
                        if (type.matches(value)) {
                            return Optional.empty();
                        }
                    }
                    return Optional.of(problem);
                });
    }

    static List<Shape.Rule> limits(JsonObject schema) {
        List<Shape.Rule> rules = new ArrayList<>();
        if (schema.containsKey("enum")) {
            rules.add(oneOf(strings(schema, "enum")));
        }
        for (String name : strings(schema, "required")) {
            rules.add(has(name));
        }
        bound(schema, "minimum").ifPresent(min -> rules.add(number("below " + min, n -> n >= min)));
        bound(schema, "maximum").ifPresent(max -> rules.add(number("above " + max, n -> n <= max)));
        bound(schema, "minLength").ifPresent(min -> rules.add(length(min)));
        bound(schema, "minItems").ifPresent(min -> rules.add(size("few", n -> n >= min)));
        bound(schema, "maxItems").ifPresent(max -> rules.add(size("many", n -> n <= max)));
        return rules;
    }

    private static Shape.Rule oneOf(List<String> values) {
        Set<String> allowed = Set.copyOf(values);
        Optional<String> problem = Optional.of("must be one of " + values);
        return value ->
                value instanceof CharSequence text && allowed.contains(text.toString())
                        ? Optional.empty()
                        : problem;
    }

    private static Shape.Rule has(String name) {
        Optional<String> problem = Optional.of("lacks the member '" + name + "'");
        return value ->
                JsonType.OBJECT.matches(value) && !Shape.mapOf(value).containsKey(name)
                        ? problem
                        : Optional.empty();
    }

    private static Shape.Rule number(String wrong, DoublePredicate right) {
        Optional<String> problem = Optional.of("is " + wrong);
        return value ->
                value instanceof Number number && !right.test(number.doubleValue())
                        ? problem
                        : Optional.empty();
    }

    private static Shape.Rule length(double min) {
        Optional<String> problem = Optional.of("is too short");
        return value ->
                value instanceof CharSequence text && text.codePoints().count() < min
                        ? problem
                        : Optional.empty();
    }

    private static Shape.Rule size(String wrong, IntPredicate right) {
        Optional<String> problem = Optional.of("has too " + wrong + " items");
        return value ->
                JsonType.ARRAY.matches(value) && !right.test(Shape.listOf(value).size())
                        ? problem
                        : Optional.empty();
    }

    private static boolean typesKnown(JsonObject schema) {
        Object type = schema.getValue("type", "object");
        int names = type instanceof JsonArray list ? list.size() : 1;
        return !schema.containsKey("type") || (names > 0 && named(schema).size() == names);
    }

    private static List<JsonType> named(JsonObject schema) {
        Object type = schema.getValue("type");
        JsonArray names = type instanceof JsonArray list ? list : new JsonArray().add(type);
        return names.stream().map(JsonType::named).flatMap(Optional::stream).toList();
    }

    private static boolean propertiesSuffice(JsonObject schema) {
        return !schema.containsKey("properties")
                || (schema.getValue("properties") instanceof JsonObject properties
                        && properties.fieldNames().stream()
                                .map(properties::getValue)
                                .allMatch(ShapeKeywords::suffice));
    }

    private static boolean alternativesSuffice(JsonObject schema) {
        return !schema.containsKey("anyOf")
                || (schema.getValue("anyOf") instanceof JsonArray list
                        && !list.isEmpty()
                        && list.stream().allMatch(ShapeKeywords::suffice));
    }

    private static boolean numbersOnly(JsonObject schema) {
        return List.of("minimum", "maximum", "minLength", "minItems", "maxItems").stream()
                .map(name -> schema.getValue(name, 0))
                .allMatch(Number.class::isInstance);
    }

    private static Optional<Double> bound(JsonObject schema, String name) {
        return Optional.ofNullable(schema.getDouble(name));
    }

    private static List<String> strings(JsonObject schema, String name) {
        return schema.getValue(name) instanceof JsonArray list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    /** How many values the keyword lists; −1 if it is there and no list. */
    private static int sizeOf(JsonObject schema, String name) {
        if (!schema.containsKey(name)) {
            return 0;
        }
        return schema.getValue(name) instanceof JsonArray list ? list.size() : -1;
    }
}
