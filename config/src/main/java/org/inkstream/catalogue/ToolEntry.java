package org.inkstream.catalogue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.yaml.Section;

/** One entry of the catalogue file, read into a {@link Tool}. */
final class ToolEntry {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private ToolEntry() {}

    static Tool read(Section entry) {
        Section arguments = entry.section("arguments");
        Tool tool =
                new Tool(
                        entry.text("name"),
                        entry.text("agent"),
                        entry.text("description"),
                        inputs(arguments),
                        timeout(entry),
                        entry.oneOf("onUnknown", Tool.OnUnknown.class, Tool.OnUnknown.REASK),
                        fills(entry.section("fills")),
                        inputSchema(arguments),
                        outputSchema(entry.section("result")));
        entry.nothingElse();
        return tool;
    }

    private static Duration timeout(Section entry) {
        Duration timeout = entry.duration("timeout", Duration.ZERO);
        if (timeout.isZero()) {
            entry.problem("timeout must be there and longer than zero");
        }
        return timeout;
    }

    private static List<Tool.Input> inputs(Section arguments) {
        List<Tool.Input> inputs = new ArrayList<>();
        arguments
                .sections()
                .forEach(
                        (name, argument) -> {
                            boolean required = argument.flag("required", false);
                            if (argument.isSection("from")) {
                                Section members = argument.section("from");
                                for (String member : members.keys()) {
                                    inputs.add(
                                            new Tool.Input(
                                                    name + "." + member,
                                                    members.text(member),
                                                    required));
                                }
                            } else if (argument.has("from")) {
                                inputs.add(new Tool.Input(name, argument.text("from"), required));
                            } else if (required) {
                                argument.problem("is required, so it must say where it is from");
                            }
                        });
        return inputs;
    }

    private static List<Tool.Fill> fills(Section section) {
        List<Tool.Fill> fills = new ArrayList<>();
        section.sections()
                .forEach(
                        (field, fill) -> {
                            fills.add(
                                    new Tool.Fill(
                                            field,
                                            fill.text("from"),
                                            fill.flag("inferred", false)));
                            fill.nothingElse();
                        });
        return fills;
    }

    private static JsonObject inputSchema(Section arguments) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        arguments
                .sections()
                .forEach(
                        (name, argument) -> {
                            properties.put(
                                    name, new JsonObject().put("type", argument.text("type")));
                            if (argument.flag("required", false)) {
                                required.add(name);
                            }
                        });
        return objectSchema(properties)
                .put("required", required)
                .put("additionalProperties", false);
    }

    /** Open, because agents may say more than the contract; see the head of the catalogue file. */
    private static JsonObject outputSchema(Section result) {
        JsonObject properties = new JsonObject(result.section("members").values()).copy();
        String main = result.text("main", "");
        result.nothingElse();
        JsonObject schema =
                objectSchema(
                        properties.put("_not_attempted", new JsonObject().put("type", "string")));
        return main.isEmpty()
                ? schema
                : schema.put(
                        "anyOf",
                        new JsonArray().add(requires(main)).add(requires("_not_attempted")));
    }

    private static JsonObject objectSchema(JsonObject properties) {
        return new JsonObject()
                .put("$schema", DIALECT)
                .put("type", "object")
                .put("properties", properties);
    }

    private static JsonObject requires(String member) {
        return new JsonObject().put("required", new JsonArray().add(member));
    }
}
