package org.inkstream.loadtest.peers.models;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value that follows a JSON Schema: every declared member filled, those whose names begin with an
 * underscore only if they are required.
 */
public final class SchemaAnswer {
    /** Deeper than any schema of ours, so that only one that refers to itself gets there. */
    private static final int DEPTH = 12;

    private static final BigDecimal USUAL = new BigDecimal("0.9");
    private static final BigDecimal STEP = new BigDecimal("0.05");
    private static final BigDecimal FAR = new BigDecimal(1_000_000_000);

    private final JsonObject root;
    private final Function<String, Optional<Object>> scripted;
    private final UnaryOperator<String> sentence;

    /**
     * @param scripted the value for a member of this name, wherever it stands
     */
    SchemaAnswer(JsonObject root, Function<String, Optional<Object>> scripted) {
        this(root, scripted, SchemaText::sentence);
    }

    /**
     * @param root the schema
     * @param scripted the value for a member of this name, wherever it stands
     * @param sentence what a string of a member of this name says where the schema leaves it open
     */
    public SchemaAnswer(
            JsonObject root,
            Function<String, Optional<Object>> scripted,
            UnaryOperator<String> sentence) {
        this.root = root;
        this.scripted = scripted;
        this.sentence = sentence;
    }

    /** A value that follows the schema. */
    public Object value() {
        return value(root, root.getString("title", "answer"), 0);
    }

    private Object value(JsonObject given, String member, int depth) {
        JsonObject schema = flat(given, depth);
        if (schema.containsKey("const")) {
            return schema.getValue("const");
        }
        JsonArray options = schema.getJsonArray("enum", new JsonArray());
        if (!options.isEmpty()) {
            return options.stream().filter(option -> option != null).findFirst().orElse("");
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, member, depth);
            case "integer" -> number(schema, BigDecimal.ONE, BigDecimal.ONE).longValue();
            case "number" -> number(schema, USUAL, STEP).doubleValue();
            case "boolean" -> true;
            default -> SchemaText.value(schema, member, sentence);
        };
    }

    private JsonObject object(JsonObject schema, int depth) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        Set<String> required = strings(schema.getJsonArray("required", new JsonArray()));
        Set<String> names = new LinkedHashSet<>(properties.fieldNames());
        names.removeIf(name -> name.startsWith("_") || depth >= DEPTH);
        names.addAll(required);
        JsonObject object = new JsonObject();
        for (String name : names) {
            JsonObject member = schemaAt(properties.getValue(name));
            Optional<Object> said = scripted.apply(name);
            object.put(name, said.orElseGet(() -> value(member, name, depth + 1)));
        }
        return object;
    }

    private JsonArray array(JsonObject schema, String member, int depth) {
        int least = schema.getInteger("minItems", 0);
        int most = schema.getInteger("maxItems", Integer.MAX_VALUE);
        JsonObject items = schemaAt(schema.getValue("items"));
        JsonArray array = new JsonArray();
        int wanted = Math.min(most, Math.max(least, depth >= DEPTH ? 0 : 1));
        for (int i = 0; i < wanted; i++) {
            array.add(value(items, member, depth + 1));
        }
        return array;
    }

    /** As near to the usual one as the bounds allow. */
    private static BigDecimal number(JsonObject schema, BigDecimal usual, BigDecimal step) {
        BigDecimal grain = decimal(schema, "multipleOf", step);
        BigDecimal least =
                decimal(schema, "minimum", FAR.negate())
                        .max(decimal(schema, "exclusiveMinimum", FAR.negate()).add(grain));
        BigDecimal most =
                decimal(schema, "maximum", FAR)
                        .min(decimal(schema, "exclusiveMaximum", FAR).subtract(grain));
        BigDecimal number = usual.max(least).min(most);
        return schema.containsKey("multipleOf")
                ? number.divide(grain, 0, RoundingMode.CEILING).multiply(grain)
                : number;
    }

    /** The schema with its reference followed and its alternatives decided. */
    private JsonObject flat(JsonObject schema, int depth) {
        if (depth > 2 * DEPTH) {
            return new JsonObject();
        }
        if (schema.containsKey("$ref")) {
            JsonObject rest = schema.copy();
            rest.remove("$ref");
            return flat(target(schema.getString("$ref")).copy().mergeIn(rest, true), depth + 1);
        }
        JsonObject flat = schema.copy();
        schemas(flat, "allOf").forEach(part -> flat.mergeIn(flat(part, depth + 1), true));
        for (String any : List.of("anyOf", "oneOf")) {
            schemas(flat, any).stream()
                    .map(option -> flat(option, depth + 1))
                    .filter(option -> !type(option).equals("null"))
                    .findFirst()
                    .ifPresent(option -> flat.mergeIn(option, true));
        }
        return flat;
    }

    private JsonObject target(String reference) {
        Object at = root;
        for (String part : reference.substring(Math.min(reference.length(), 2)).split("/")) {
            at = at instanceof JsonObject object ? object.getValue(part) : null;
        }
        return reference.equals("#") ? root : schemaAt(at);
    }

    /** The first type that is not null; what has members is an object. */
    private static String type(JsonObject schema) {
        Object type = schema.getValue("type");
        if (type instanceof JsonArray types) {
            return types.stream()
                    .map(String.class::cast)
                    .filter(one -> !one.equals("null"))
                    .findFirst()
                    .orElse("null");
        }
        if (type instanceof String one) {
            return one;
        }
        boolean members = schema.containsKey("properties") || schema.containsKey("required");
        return members ? "object" : "string";
    }

    private static List<JsonObject> schemas(JsonObject schema, String keyword) {
        return schema.getJsonArray(keyword, new JsonArray()).stream()
                .map(SchemaAnswer::schemaAt)
                .toList();
    }

    /** A schema may also be {@code true}, or missing: then anything goes. */
    private static JsonObject schemaAt(@Nullable Object value) {
        return value instanceof JsonObject schema ? schema : new JsonObject();
    }

    private static Set<String> strings(JsonArray array) {
        return array.stream()
                .map(String.class::cast)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static BigDecimal decimal(JsonObject schema, String keyword, BigDecimal other) {
        Object value = schema.getValue(keyword);
        return value instanceof Number number ? new BigDecimal(number.toString()) : other;
    }
}
