package org.inkstream.pipeline.plan;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;

/** Small catalogues for tests. */
final class Tools {
    private Tools() {}

    static Tool tool(String name, Tool.Input... inputs) {
        return tool(name, new JsonObject(), inputs);
    }

    static Tool tool(String name, JsonObject inputSchema, Tool.Input... inputs) {
        return new Tool(
                name,
                "an-agent",
                "",
                List.of(inputs),
                Duration.ofSeconds(30),
                Tool.OnUnknown.REASK,
                List.of(),
                inputSchema,
                new JsonObject());
    }

    static Tool.Input needs(String argument, String from) {
        return new Tool.Input(argument, from, true);
    }

    static Tool.Input likes(String argument, String from) {
        return new Tool.Input(argument, from, false);
    }

    static ToolCatalogue catalogue(Tool... tools) {
        Map<String, Tool> byName = new LinkedHashMap<>();
        Arrays.stream(tools).forEach(tool -> byName.put(tool.name(), tool));
        return new ToolCatalogue("test", byName, Map.of(), new JsonObject());
    }
}
