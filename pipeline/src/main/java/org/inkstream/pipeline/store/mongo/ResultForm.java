package org.inkstream.pipeline.store.mongo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How results stand in the store: as documents that operators query. A dot in a key, or a dollar at
 * its start, would mean something to the store, so their full-width twins stand in for them.
 */
final class ResultForm {
    private static final char DOT = '.';
    private static final char FULL_WIDTH_DOT = '\uff0e';
    private static final char DOLLAR = '$';
    private static final char FULL_WIDTH_DOLLAR = '\uff04';

    private ResultForm() {}

    /**
     * A copy that any server stores, with times as dates. {@link BsonBytes#ofResult} writes the
     * same without it.
     */
    static JsonObject toStore(JsonObject document) {
        JsonObject stored = new JsonObject();
        for (Map.Entry<String, Object> member : document) {
            stored.put(escaped(member.getKey()), toStore(member.getKey(), member.getValue()));
        }
        return stored;
    }

    private static @Nullable Object toStore(String name, @Nullable Object value) {
        if (value instanceof JsonObject object) {
            return toStore(object);
        }
        if (value instanceof JsonArray array) {
            return each(array, one -> toStore("", one));
        }
        return value == null ? null : Dates.toStore(name, value);
    }

    /** The document as it was given to {@link #toStore}; times as ISO-8601 text. */
    static JsonObject fromStore(JsonObject stored) {
        JsonObject document = new JsonObject();
        for (Map.Entry<String, Object> member : stored) {
            document.put(unescaped(member.getKey()), fromStore(member.getValue()));
        }
        return document;
    }

    private static @Nullable Object fromStore(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return Dates.isDate(object) ? Dates.text(object) : fromStore(object);
        }
        return value instanceof JsonArray array ? each(array, ResultForm::fromStore) : value;
    }

    private static JsonArray each(JsonArray array, UnaryOperator<@Nullable Object> change) {
        JsonArray changed = new JsonArray();
        for (Object one : array) {
            changed.add(change.apply(one));
        }
        return changed;
    }

    /** The name under which a member stands in the store. */
    static String escaped(String key) {
        if (key.indexOf(DOT) < 0 && !startsWith(key, DOLLAR)) {
            return key;
        }
        String withoutDots = key.replace(DOT, FULL_WIDTH_DOT);
        return startsWith(withoutDots, DOLLAR)
                ? FULL_WIDTH_DOLLAR + withoutDots.substring(1)
                : withoutDots;
    }

    private static String unescaped(String key) {
        String withDots = key.replace(FULL_WIDTH_DOT, DOT);
        return startsWith(withDots, FULL_WIDTH_DOLLAR) ? DOLLAR + withDots.substring(1) : withDots;
    }

    private static boolean startsWith(String key, char first) {
        return !key.isEmpty() && key.charAt(0) == first;
    }
}
