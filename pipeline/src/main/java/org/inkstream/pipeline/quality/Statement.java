package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Origin;

/**
 * What a source says of a field, before anybody has looked whether it is true.
 *
 * @param path of the field
 * @param raw as the source gave it
 * @param state of the field if the value says something
 * @param origin who says it
 * @param confidence 0 to 1, or {@link Field#NOT_SAID}
 * @param claims where the source says that the value stands, as the agents' contract has it
 * @param demanded whether the value must stand in the text
 */
record Statement(
        String path,
        Object raw,
        FieldState state,
        Origin origin,
        double confidence,
        JsonArray claims,
        boolean demanded) {

    /** The field with what the text proves of it; not found if the statement says nothing. */
    Field check(FieldType type, LetterText text) {
        return type.list() ? checkList(type, text) : checkValue(type, text);
    }

    private Field checkValue(FieldType type, LetterText text) {
        Optional<Object> value = type.single(raw);
        if (value.isEmpty()) {
            return nothing();
        }
        return field(value.get(), Proof.ofValue(text, value.get(), claims, demanded));
    }

    private Field checkList(FieldType type, LetterText text) {
        JsonArray given = raw instanceof JsonArray array ? array : new JsonArray().add(raw);
        JsonArray kept = new JsonArray(new ArrayList<>(given.size()));
        List<Integer> places = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            Object item = given.getValue(i);
            if (item != null && type.worthKeeping(item)) {
                kept.add(item);
                places.add(i);
            }
        }
        if (kept.isEmpty()) {
            return nothing();
        }
        return field(kept, Proof.ofItems(text, kept, places, claims, demanded));
    }

    private Field field(Object value, Proof proof) {
        return new Field(
                path, value, state, proof.evidence(), confidence, origin, proof.unproven(), "");
    }

    private Field nothing() {
        return Field.open(path, FieldState.NOT_FOUND, origin, "");
    }
}
