package org.inkstream.agents.modeltools;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.server.ServedTool;
import org.inkstream.agents.prompts.PromptFile;
import org.inkstream.agents.prompts.PromptRenderer;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.Tool;
import org.inkstream.models.ModelSpec;
import org.inkstream.time.Timers;

/**
 * A tool that asks the models of its route in order and then perhaps the rules. Immutable, for any
 * thread.
 */
final class ModelTool implements ServedTool {
    private final Tool tool;
    private final List<ModelSpec> models;
    private final boolean rulesLast;
    private final ServedTool rules;
    private final PromptFile prompt;
    private final PromptRenderer renderer;
    private final AnswerShape shape;
    private final AnswerReader reader;
    private final ModelRequest.Together together;
    private final Gateway gateway;
    private final Executor workers;
    private final Timers clock;

    /**
     * @param rulesLast whether the rules answer where no model did
     * @param together the tools with which it may be asked
     * @param workers where answers are read
     * @param clock for measuring only
     */
    ModelTool(
            Tool tool,
            List<ModelSpec> models,
            boolean rulesLast,
            ServedTool rules,
            PromptFile system,
            PromptFile prompt,
            ToolSchemas schemas,
            ModelRequest.Together together,
            Gateway gateway,
            Executor workers,
            Timers clock) {
        this.tool = tool;
        this.models = List.copyOf(models);
        this.rulesLast = rulesLast;
        this.rules = rules;
        this.prompt = prompt;
        this.shape = AnswerShape.of(tool, prompt);
        this.renderer = new PromptRenderer(system, prompt, shape.schema());
        this.reader = new AnswerReader(tool.name(), shape, schemas);
        this.together = together;
        this.gateway = gateway;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public Agent.Exchange call(ServedCall call) {
        RoutedCall routed = new RoutedCall(this, call);
        routed.start();
        return routed;
    }

    String name() {
        return tool.name();
    }

    List<ModelSpec> models() {
        return models;
    }

    boolean rulesLast() {
        return rulesLast;
    }

    ServedTool rules() {
        return rules;
    }

    String promptVersion() {
        return prompt.version();
    }

    PromptRenderer renderer() {
        return renderer;
    }

    JsonObject schema() {
        return shape.schema();
    }

    AnswerReader reader() {
        return reader;
    }

    ModelRequest.Together together() {
        return together;
    }

    Gateway gateway() {
        return gateway;
    }

    Executor workers() {
        return workers;
    }

    /** A caller that does not say how long it waits is taken to wait as long as ours do. */
    TimeBudget timeFor(ServedCall call) {
        Duration remaining = call.tag().remaining();
        return new TimeBudget(clock, remaining.isZero() ? tool.timeout() : remaining);
    }
}
