package org.inkstream.pipeline.plan;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.TreeSet;

/** JSON with sorted members and without white space. */
final class CanonicalJson {
    private CanonicalJson() {}

    static String of(JsonObject json) {
        StringBuilder out = new StringBuilder(256);
        write(json, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof JsonObject object) {
            char before = '{';
            for (String name : new TreeSet<>(object.fieldNames())) {
                out.append(before).append(Json.encode(name)).append(':');
                write(object.getValue(name), out);
                before = ',';
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (value instanceof JsonArray array) {
            out.append('[');
            for (Iterator<Object> items = array.iterator(); items.hasNext(); ) {
                write(items.next(), out);
                out.append(items.hasNext() ? "," : "");
            }
            out.append(']');
        } else {
            out.append(Json.encode(value));
        }
    }
}
