package org.inkstream.agents.command;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.inkstream.catalogue.Tool;

/** Turns {@code name=value} of the command line into the arguments of a tool. */
final class CallArguments {
    private static final String FILE_MARK = "@";

    private CallArguments() {}

    /**
     * @param given a value that begins with {@code @} names a file that holds it; a value of a type
     *     other than string is JSON
     * @throws IllegalArgumentException with what to do about it
     */
    static JsonObject of(Tool tool, Map<String, String> given) {
        JsonObject properties = tool.inputSchema().getJsonObject("properties", new JsonObject());
        JsonObject arguments = new JsonObject();
        given.forEach(
                (name, value) -> {
                    if (!properties.containsKey(name)) {
                        throw new IllegalArgumentException(
                                tool.name()
                                        + " has no argument '"
                                        + name
                                        + "'; it takes "
                                        + properties.fieldNames());
                    }
                    String text = value.startsWith(FILE_MARK) ? read(name, value) : value;
                    arguments.put(name, typed(name, text, properties.getJsonObject(name)));
                });
        return arguments;
    }

    private static String read(String name, String value) {
        String file = value.substring(FILE_MARK.length());
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(
                    "there is no file '" + file + "' (for --arg " + name + ")", missing);
        } catch (MalformedInputException noText) {
            throw new IllegalArgumentException(
                    "'" + file + "' is not a text in UTF-8 (for --arg " + name + ")", noText);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "cannot read '" + file + "' (for --arg " + name + "): " + unreadable,
                    unreadable);
        }
    }

    private static Object typed(String name, String text, JsonObject schema) {
        if ("string".equals(schema.getValue("type", "string"))) {
            return text;
        }
        try {
            return Json.decodeValue(text);
        } catch (DecodeException noJson) {
            throw new IllegalArgumentException(
                    "--arg " + name + " must be JSON of type " + schema.getValue("type"), noJson);
        }
    }
}
