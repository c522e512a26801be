package org.inkstream.agents.letters;

import io.vertx.core.json.JsonObject;

/** Reads the arguments of a tool call, and says which one is wrong. */
public final class ToolArguments {
    private ToolArguments() {}

    /**
     * The letter's text, which evidence counts its code points in.
     *
     * @throws IllegalArgumentException if there is none or it is not a string
     */
    public static String text(JsonObject arguments) {
        Object text = arguments.getValue("text");
        if (text instanceof String string) {
            return string;
        }
        throw new IllegalArgumentException("argument 'text' must be a string");
    }

    /**
     * A string that need not be there.
     *
     * @return empty if it is absent or null
     * @throws IllegalArgumentException if it is not a string
     */
    public static String optionalText(JsonObject arguments, String name) {
        Object value = arguments.getValue(name);
        if (value == null) {
            return "";
        }
        if (value instanceof String string) {
            return string;
        }
        throw new IllegalArgumentException("argument '" + name + "' must be a string");
    }
}
