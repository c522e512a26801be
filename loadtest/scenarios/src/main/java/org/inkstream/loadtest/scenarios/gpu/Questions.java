package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.agents.prompts.PromptFile;
import org.inkstream.agents.prompts.PromptLibrary;
import org.inkstream.agents.prompts.PromptRenderer;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.models.ModelCatalogue;

/** What the tools ask about a letter, in the very words that a worker uses. */
final class Questions {
    private final ToolCatalogue catalogue = ToolCatalogue.packaged();
    private final PromptLibrary prompts;
    private final Map<String, JsonObject> schemas = new LinkedHashMap<>();
    private final Map<String, PromptRenderer> renderers = new LinkedHashMap<>();

    Questions(List<String> tools) {
        prompts = PromptLibrary.load(ModelCatalogue.RULES_ONLY, tools, "");
        for (String name : tools) {
            Tool tool = catalogue.tool(name);
            PromptFile prompt = prompts.of(name);
            JsonObject schema = Inference.answerSchema(tool, prompt);
            schemas.put(name, schema);
            renderers.put(name, new PromptRenderer(prompts.system(), prompt, schema));
        }
    }

    String agent(String tool) {
        return catalogue.tool(tool).agent();
    }

    JsonObject schema(String tool) {
        return schemas.getOrDefault(tool, new JsonObject());
    }

    Prompt prompt(String tool, String text) {
        PromptRenderer renderer = renderers.get(tool);
        if (renderer == null) {
            throw new IllegalArgumentException("no question of tool " + tool);
        }
        return renderer.render(new JsonObject().put("text", text));
    }

    /** The tool's part without the schema. */
    String instruction(String tool) {
        return prompts.of(tool).instruction();
    }
}
