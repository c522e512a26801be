package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.pipeline.document.Evidence;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Origin;

/**
 * What people have said of a stored letter: no later run of the same text may change it.
 *
 * @param stored each as it stands in the letter, by path
 * @param fields the same as fields, by path
 */
public record HumanFields(Map<String, JsonObject> stored, Map<String, Field> fields) {
    /** Nobody has said anything. */
    public static final HumanFields NONE = new HumanFields(Map.of(), Map.of());

    private static final String STATE = "state";
    private static final String FIELDS = "fields";

    public HumanFields {
        stored = Map.copyOf(stored);
        fields = Map.copyOf(fields);
    }

    /**
     * @param letter as {@link Enrichment#toStored} makes it; empty if there is none
     */
    public static HumanFields of(JsonObject letter) {
        Map<String, JsonObject> stored = new LinkedHashMap<>();
        Map<String, Field> fields = new LinkedHashMap<>();
        JsonObject values = letter.getJsonObject("enriched_data", new JsonObject());
        for (Object one : letter.getJsonArray(FIELDS, new JsonArray())) {
            if (one instanceof JsonObject said && isHuman(said)) {
                String path = said.getString("path");
                stored.put(path, said);
                fields.put(path, field(path, said, values));
            }
        }
        return fields.isEmpty() ? NONE : new HumanFields(stored, fields);
    }

    private static boolean isHuman(JsonObject said) {
        String state = said.getString(STATE, "");
        // A person may also have said that the letter has none.
        boolean none = FieldState.ABSENT.wireName().equals(state);
        return FieldState.HUMAN.wireName().equals(state)
                || (none && Origin.PERSON.wireName().equals(said.getString("origin")));
    }

    private static Field field(String path, JsonObject said, JsonObject values) {
        boolean absent = FieldState.ABSENT.wireName().equals(said.getString(STATE));
        return new Field(
                path,
                StoredDocument.place(path).find(values).orElse(Field.NO_VALUE),
                absent ? FieldState.ABSENT : FieldState.HUMAN,
                evidence(said),
                said.getDouble("confidence", Field.NOT_SAID),
                Origin.PERSON,
                List.of(),
                said.getString("reason", ""));
    }

    private static List<Evidence> evidence(JsonObject said) {
        List<Evidence> evidence = new ArrayList<>();
        for (Object one : said.getJsonArray("evidence", new JsonArray())) {
            evidence.add(Evidence.fromJson((JsonObject) one));
        }
        return evidence;
    }

    Optional<Field> at(String path) {
        return Optional.ofNullable(fields.get(path));
    }

    /**
     * Puts each back as it stood, with whatever else was noted about it.
     *
     * @param letter of a later run, in its stored form; changed
     */
    public void restoreIn(JsonObject letter) {
        if (stored.isEmpty()) {
            return;
        }
        JsonArray restored = new JsonArray();
        for (Object one : letter.getJsonArray(FIELDS)) {
            JsonObject field = (JsonObject) one;
            restored.add(stored.getOrDefault(field.getString("path"), field));
        }
        letter.put(FIELDS, restored);
    }
}
