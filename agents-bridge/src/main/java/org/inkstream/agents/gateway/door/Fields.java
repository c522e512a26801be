package org.inkstream.agents.gateway.door;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Members of what callers send. One that is missing or null is as empty; one of another type is
 * objected to by name, and what it holds is never quoted.
 */
final class Fields {
    private Fields() {}

    static String text(JsonObject json, String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw Objection.bad("'" + name + "' must be a string");
    }

    static boolean flag(JsonObject json, String name, boolean otherwise) {
        Object value = json.getValue(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw Objection.bad("'" + name + "' must be true or false");
    }

    static JsonObject object(JsonObject json, String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return new JsonObject();
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw Objection.bad("'" + name + "' must be an object");
    }

    static JsonArray list(JsonObject json, String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return new JsonArray();
        }
        if (value instanceof JsonArray list) {
            return list;
        }
        throw Objection.bad("'" + name + "' must be a list");
    }

    static OptionalDouble number(JsonObject json, String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        throw Objection.bad("'" + name + "' must be a number");
    }

    /** Objects to the first of the members that says anything. */
    static void none(JsonObject json, List<String> names) {
        for (String name : names) {
            if (says(json.getValue(name))) {
                throw Objection.bad("the gateway does not pass on '" + name + "'");
            }
        }
    }

    /** Clients send what they have no value for as null, false or empty. */
    private static boolean says(@Nullable Object value) {
        if (value == null || Boolean.FALSE.equals(value) || "".equals(value)) {
            return false;
        }
        if (value instanceof JsonArray list) {
            return !list.isEmpty();
        }
        return !(value instanceof JsonObject object) || !object.isEmpty();
    }
}
