package org.inkstream.pipeline.store.mongo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.inkstream.json.JsonBytes;
import org.inkstream.pipeline.journal.RunStore.Write;
import org.jspecify.annotations.Nullable;

/**
 * How a journalled run stands in the store. Objects and arrays are stored as their text, wrapped in
 * {@code {json: "..."}}: whatever their keys are, dots and dollars included, they come back as they
 * went in, and no side takes them apart on every write. Nobody queries inside of them.
 */
final class JournalForm {
    static final String TEXT = "json";

    private JournalForm() {}

    /** The condition of the upsert: where another owner or epoch is, it collides on {@code _id}. */
    static JsonObject held(Write write) {
        return new JsonObject()
                .put("_id", write.runId())
                .put("owner", write.owner())
                .put("epoch", write.epoch());
    }

    /** Its parts are written already. */
    static JsonObject update(Write write) {
        JsonObject onInsert =
                new JsonObject(new LinkedHashMap<>(write.setOnInsert().getMap()))
                        .put(Collections.SCHEMA_VERSION, Collections.CURRENT_SCHEMA);
        JsonObject update = new JsonObject().put("$setOnInsert", BsonBytes.ofRun(onInsert));
        if (!write.set().isEmpty()) {
            update.put("$set", BsonBytes.ofRun(write.set()));
        }
        if (!write.unset().isEmpty()) {
            JsonObject unset = new JsonObject();
            write.unset().forEach(path -> unset.put(path, true));
            update.put("$unset", unset);
        }
        return update;
    }

    /** {@link BsonBytes#ofRun} writes the same without it. */
    static JsonObject toStore(JsonObject members) {
        JsonObject stored = new JsonObject();
        for (Map.Entry<String, Object> member : members) {
            stored.put(member.getKey(), toStore(member.getKey(), member.getValue()));
        }
        return stored;
    }

    private static @Nullable Object toStore(String path, @Nullable Object value) {
        if (isTree(value)) {
            return new JsonObject().put(TEXT, text(value));
        }
        return value == null ? null : Dates.toStore(path, value);
    }

    static boolean isTree(@Nullable Object value) {
        return value instanceof JsonObject || value instanceof JsonArray;
    }

    /** A tree as it stands in the store. */
    static String text(@Nullable Object tree) {
        return tree instanceof JsonObject object
                ? JsonBytes.text(object)
                : ((JsonArray) Objects.requireNonNull(tree)).encode();
    }

    /** The run as its owner wrote it; times as ISO-8601 text. */
    static JsonObject fromStore(JsonObject stored) {
        JsonObject run = new JsonObject();
        for (Map.Entry<String, Object> member : stored) {
            run.put(member.getKey(), fromStore(member.getValue()));
        }
        return run;
    }

    private static @Nullable Object fromStore(@Nullable Object value) {
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        if (Dates.isDate(object)) {
            return Dates.text(object);
        }
        if (object.size() == 1 && object.getValue(TEXT) instanceof String text) {
            return text.startsWith("[") ? new JsonArray(text) : new JsonObject(text);
        }
        return fromStore(object);
    }
}
