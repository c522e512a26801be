package org.inkstream.agents.schema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types that a JSON Schema names, told of the Java values that stand for them. */
enum JsonType {
    OBJECT,
    ARRAY,
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    NULL;

    boolean matches(@Nullable Object value) {
        return switch (this) {
            case OBJECT -> value instanceof Map || value instanceof JsonObject;
            case ARRAY -> value instanceof List || value instanceof JsonArray;
            case STRING -> value instanceof CharSequence;
            case INTEGER -> isWhole(value);
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case NULL -> value == null;
        };
    }

    String schemaName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<JsonType> named(Object name) {
        return Stream.of(values()).filter(type -> type.schemaName().equals(name)).findFirst();
    }

    /** JSON Schema calls 1.0 an integer. */
    private static boolean isWhole(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return number == Math.rint(number);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().scale() <= 0;
        }
        return value instanceof Number;
    }
}
