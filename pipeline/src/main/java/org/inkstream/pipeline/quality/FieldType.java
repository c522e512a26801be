package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.inkstream.letter.FieldSpec;

/**
 * What the value of a field may look like.
 *
 * @param list whether it is a list
 * @param number whether it is a number
 * @param allowed the words that it may be, empty for any
 * @param words whether it stands on the page as it is: not a date, a code or a choice
 * @param refusals what is no value
 */
record FieldType(
        boolean list, boolean number, List<String> allowed, boolean words, Refusals refusals) {
    private static final String CHOICE = "enum ";

    static FieldType of(FieldSpec spec, Refusals refusals) {
        String type = spec.type();
        boolean choice = type.startsWith(CHOICE);
        return new FieldType(
                spec.isArray(),
                type.startsWith("number") || type.startsWith("integer"),
                choice ? List.of(type.substring(CHOICE.length()).split("\\|", -1)) : List.of(),
                type.equals("string") || (type.startsWith("array") && !type.contains("BCP 47")),
                refusals);
    }

    /** The value in the field's own form; empty if it says nothing or is of another kind. */
    Optional<Object> single(Object raw) {
        if (raw instanceof JsonObject || raw instanceof JsonArray) {
            return Optional.empty();
        }
        if (number) {
            return raw instanceof Number ? Optional.of(raw) : Optional.empty();
        }
        String text = raw.toString();
        if (!allowed.isEmpty()) {
            return Optional.<Object>of(text.toLowerCase(Locale.ROOT)).filter(allowed::contains);
        }
        return refusals.saysNothing(text) ? Optional.empty() : Optional.of(text);
    }

    /** Whether a list item says something. */
    boolean worthKeeping(Object item) {
        if (item instanceof JsonObject object && object.isEmpty()) {
            return false;
        }
        String naming = Proof.naming(item);
        return naming.isEmpty() ? item instanceof JsonObject : !refusals.saysNothing(naming);
    }
}
