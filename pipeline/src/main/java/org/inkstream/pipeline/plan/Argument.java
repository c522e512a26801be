package org.inkstream.pipeline.plan;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.inkstream.catalogue.Tool;
import org.inkstream.pipeline.document.DottedPath;

/**
 * One argument of a tool, ready to be filled in.
 *
 * @param input as the catalogue says it
 * @param path where it stands in the arguments; dotted where it is a member of an object argument
 * @param source where it comes from
 * @param type JSON Schema type of the argument, empty if the schema does not say
 */
record Argument(Tool.Input input, DottedPath path, Source source, String type) {

    /**
     * @throws IllegalArgumentException if the source is unknown, or the tool's input schema has no
     *     such argument
     */
    static Argument of(Tool tool, Tool.Input input) {
        DottedPath path = DottedPath.of(input.argument());
        JsonObject properties = tool.inputSchema().getJsonObject("properties", new JsonObject());
        if (!properties.isEmpty() && !properties.containsKey(path.first())) {
            throw new IllegalArgumentException(
                    "tool %s has no argument '%s'; its input schema allows %s"
                            .formatted(tool.name(), path.first(), properties.fieldNames()));
        }
        return new Argument(input, path, Source.of(tool, input), type(properties, input));
    }

    boolean isText() {
        return input.from().equals(Source.TEXT);
    }

    /** Whether the argument may be sent: agents refuse, or trip over, what is of another type. */
    boolean allows(Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "number", "integer" -> value instanceof Number;
            case "array" -> value instanceof JsonArray;
            case "object" -> value instanceof JsonObject;
            default -> true;
        };
    }

    private static String type(JsonObject properties, Tool.Input input) {
        JsonObject schema = properties.getJsonObject(input.argument(), new JsonObject());
        return schema.getValue("type") instanceof String type ? type : "";
    }
}
