package org.inkstream.agents.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** How much text stands in a JSON value, which is nearly all of its size. */
final class Texts {
    /** For what stands around each value. */
    private static final long AROUND = 24;

    private Texts() {}

    /** In UTF-16 units, names and what stands around values included. */
    static long lengthOf(Object value) {
        if (value instanceof CharSequence text) {
            return AROUND + (long) text.length();
        }
        if (value instanceof JsonObject object) {
            return object.stream().mapToLong(Texts::ofMember).sum() + AROUND;
        }
        if (value instanceof JsonArray array) {
            return array.stream().mapToLong(Texts::lengthOf).sum() + AROUND;
        }
        return AROUND;
    }

    private static long ofMember(Map.Entry<String, Object> member) {
        return member.getKey().length()
                + (member.getValue() == null ? AROUND : lengthOf(member.getValue()));
    }
}
