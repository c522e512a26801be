package org.inkstream.agents.letters.evaluate;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A letter whose truth is known.
 *
 * @param id names it in reports
 * @param lang BCP 47 code of its language
 * @param text as received
 * @param truth what an edition says of it; only what the edition marks is there
 * @param inText per field whether the value can be read off the page
 */
record LetterRecord(String id, String lang, String text, JsonObject truth, JsonObject inText) {

    /**
     * Reads one line of a file.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static LetterRecord parse(String line) {
        try {
            JsonObject json = new JsonObject(line);
            return new LetterRecord(
                    required(json, "id"),
                    json.getString("lang", "und"),
                    required(json, "text"),
                    json.getJsonObject("truth", new JsonObject()),
                    json.getJsonObject("truth_in_text", new JsonObject()));
        } catch (DecodeException e) {
            throw new IllegalArgumentException("it is not a JSON object", e);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException("a member has the wrong type", e);
        }
    }

    private static String required(JsonObject json, String member) {
        String value = json.getString(member);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("member '" + member + "' is missing or empty");
        }
        return value;
    }

    /** The true values of a field: none where the edition does not mark it, several for people. */
    List<String> truths(Field field) {
        Object value = truth.getValue(field.truthMember());
        if (value instanceof JsonArray several) {
            return several.stream().map(String::valueOf).filter(one -> !one.isBlank()).toList();
        }
        return value instanceof String one && !one.isBlank() ? List.of(one) : List.of();
    }

    /** Whether the true value stands on the page, where the edition says so. */
    Optional<Boolean> standsInText(Field field) {
        Object value = inText.getValue(field.truthMember());
        return value instanceof Boolean given ? Optional.of(given) : Optional.empty();
    }
}
