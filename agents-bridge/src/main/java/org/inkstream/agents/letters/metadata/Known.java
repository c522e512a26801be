package org.inkstream.agents.letters.metadata;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What is known beside the letter's text: an object that callers fill as far as they can. */
record Known(JsonObject members) {
    /**
     * An object argument that need not be there.
     *
     * @throws IllegalArgumentException if it is no object
     */
    static Known argument(JsonObject arguments, String name) {
        Object value = arguments.getValue(name);
        if (value == null) {
            return new Known(new JsonObject());
        }
        if (value instanceof JsonObject object) {
            return new Known(object);
        }
        throw new IllegalArgumentException("argument '" + name + "' must be an object");
    }

    /** The first of these members that is a string or a number and not blank, else empty. */
    String text(String... names) {
        for (String name : names) {
            Object value = members.getValue(name);
            if (value instanceof String || value instanceof Number) {
                String text = value.toString().strip();
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    /** A whole number, whether written as a number or in digits. */
    Optional<Integer> number(String name) {
        String text = text(name);
        return text.matches("\\d{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    Optional<Known> object(String name) {
        return members.getValue(name) instanceof JsonObject object
                ? Optional.of(new Known(object))
                : Optional.empty();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }
}
