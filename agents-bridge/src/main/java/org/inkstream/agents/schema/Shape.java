package org.inkstream.agents.schema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schema that uses none but {@link ShapeKeywords}, compiled to the tests that its keywords ask
 * for. Immutable.
 */
final class Shape {
    /** One keyword's test of a value that may be of any type. */
    @FunctionalInterface
    interface Rule {
        /** The problem, beginning with the path below the value; empty if there is none. */
        Optional<String> problem(@Nullable Object value);
    }

    private final List<Rule> rules = new ArrayList<>();

    /**
     * @return empty if the schema uses anything that is not known here
     */
    static Optional<Shape> compile(JsonObject schema) {
        return ShapeKeywords.suffice(schema) ? Optional.of(new Shape(schema)) : Optional.empty();
    }

    private Shape(JsonObject schema) {
        ShapeKeywords.types(schema).ifPresent(rules::add);
        ShapeKeywords.limits(schema).forEach(rules::add);
        if (schema.containsKey("items")) {
            rules.add(eachItem(new Shape(schema.getJsonObject("items"))));
        }
        if (schema.containsKey("properties") || schema.containsKey("additionalProperties")) {
            rules.add(members(schema));
        }
        if (schema.containsKey("anyOf")) {
            rules.add(anyOf(schema.getJsonArray("anyOf")));
        }
    }

    Optional<String> problem(@Nullable Object value) {
        for (Rule rule : rules) {
            Optional<String> problem = rule.problem(value);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Rule eachItem(Shape shape) {
        return value -> {
            List<?> items = listOf(value);
            for (int i = 0; i < items.size(); i++) {
                Optional<String> problem = shape.problem(items.get(i));
                if (problem.isPresent()) {
                    return Optional.of("[" + i + "]" + below(problem.get()));
                }
            }
            return Optional.empty();
        };
    }

    private static Rule anyOf(JsonArray schemas) {
        List<Shape> shapes = schemas.stream().map(JsonObject.class::cast).map(Shape::new).toList();
        return value -> {
            Optional<String> problem = Optional.empty();
            for (Shape shape : shapes) {
                problem = shape.problem(value);
                if (problem.isEmpty()) {
                    return problem;
                }
            }
            return problem;
        };
    }

    private static Rule members(JsonObject schema) {
        Object others = schema.getValue("additionalProperties", true);
        boolean open = !Boolean.FALSE.equals(others);
        Shape other = new Shape(others instanceof JsonObject shape ? shape : new JsonObject());
        Map<@Nullable Object, Shape> shapes = new HashMap<>();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        properties
                .fieldNames()
                .forEach(name -> shapes.put(name, new Shape(properties.getJsonObject(name))));
        return value -> {
            for (Map.Entry<?, ?> member : mapOf(value).entrySet()) {
                Shape shape = shapes.getOrDefault(member.getKey(), other);
                if (shape == other && !open) {
                    return Optional.of(
                            "has the member '" + member.getKey() + "', which is unknown");
                }
                Optional<String> problem = shape.problem(member.getValue());
                if (problem.isPresent()) {
                    return Optional.of(member.getKey() + below(problem.get()));
                }
            }
            return Optional.empty();
        };
    }

    private static String below(String problem) {
        return problem.startsWith("[") ? problem : " " + problem;
    }

    /** The list that the value is, else an empty one: these rules leave other types alone. */
    static List<?> listOf(@Nullable Object value) {
        if (value instanceof JsonArray array) {
            return array.getList();
        }
        return value instanceof List<?> list ? list : List.of();
    }

    static Map<?, ?> mapOf(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return object.getMap();
        }
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
