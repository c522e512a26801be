package org.inkstream.agents.modeltools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.WorstCase;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.agents.mcp.server.ToolRouting;
import org.inkstream.agents.prompts.PromptFile;
import org.inkstream.agents.prompts.PromptLibrary;
import org.inkstream.agents.prompts.PromptRenderer;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.InferenceSettings;
import org.inkstream.config.InvalidSettings;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelCatalogueFile;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.PriceTable;
import org.inkstream.time.Durations;
import org.inkstream.time.Timers;

/** Which models answer the tools of a catalogue, and what they are asked. Immutable. */
public final class Inference {
    private final ToolCatalogue catalogue;
    private final ModelCatalogue models;
    private final Set<String> asking;
    private final PromptLibrary prompts;

    private Inference(
            ToolCatalogue catalogue,
            ModelCatalogue models,
            Set<String> asking,
            PromptLibrary prompts) {
        this.catalogue = catalogue;
        this.models = models;
        this.asking = asking;
        this.prompts = prompts;
    }

    /**
     * Reads the models file and the prompts that it needs. Blocks.
     *
     * @param catalogue the tools that will be called; the file may route those of the whole
     *     packaged catalogue
     * @throws org.inkstream.yaml.InvalidFile with all problems of the file, or of all prompts
     */
    public static Inference load(InferenceSettings settings, ToolCatalogue catalogue) {
        Set<String> known = new LinkedHashSet<>(ToolCatalogue.packaged().byName().keySet());
        known.addAll(catalogue.byName().keySet());
        ModelCatalogue models = ModelCatalogueFile.read(settings.models(), known);
        FusedTools.requireIndependent(settings.models(), models.fusion(), catalogue);
        Set<String> asking = models.toolsThatAskModels(catalogue.byName().keySet());
        return new Inference(
                catalogue,
                models,
                asking,
                PromptLibrary.load(models, asking, settings.promptFolder()));
    }

    /**
     * What a model is asked for in place of a tool's result: for whoever asks models past the
     * gateway, to compare.
     */
    public static JsonObject answerSchema(Tool tool, PromptFile prompt) {
        return AnswerShape.of(tool, prompt).schema().copy();
    }

    public ModelCatalogue models() {
        return models;
    }

    public PromptLibrary prompts() {
        return prompts;
    }

    /** The tools that may ask a model, in the order of the catalogue. */
    public Set<String> tools() {
        return asking;
    }

    /** The inference servers that they may ask, each once, in the order of the models file. */
    public List<EndpointSpec> endpoints() {
        Set<String> named = new LinkedHashSet<>();
        asking.forEach(tool -> models.modelsOf(tool).forEach(model -> named.add(model.endpoint())));
        return models.endpoints().values().stream()
                .filter(spec -> named.contains(spec.name()))
                .toList();
    }

    /**
     * Answers from batches that come too late are paid for nothing, over and over.
     *
     * @param waitDeadline how long an attempt of a call may wait in all
     * @throws InvalidSettings if a tool asks a model whose batches it may not wait for
     */
    public void requireTimeForBatches(Duration waitDeadline) {
        List<InvalidSettings.Problem> problems =
                asking.stream()
                        .flatMap(tool -> models.modelsOf(tool).stream())
                        .filter(ModelSpec::inBatches)
                        .filter(model -> isTooShort(waitDeadline, models.endpointOf(model)))
                        .distinct()
                        .map(model -> tooShort(waitDeadline, model))
                        .toList();
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }

    private static InvalidSettings.Problem tooShort(Duration waitDeadline, ModelSpec model) {
        return new InvalidSettings.Problem(
                "agents.waitDeadline",
                "",
                "must be at least longestWait of endpoint "
                        + model.endpoint()
                        + ", because model "
                        + model.name()
                        + " is asked in batches, got "
                        + Durations.format(waitDeadline));
    }

    private static boolean isTooShort(Duration waitDeadline, EndpointSpec endpoint) {
        return waitDeadline.compareTo(endpoint.longestWait()) < 0;
    }

    /**
     * What of this decides how a letter is read: routes, models and prompts, but not where a server
     * is or how much it bears. Empty if no tool asks a model.
     */
    public JsonObject canonical() {
        if (asking.isEmpty()) {
            return new JsonObject();
        }
        JsonObject routes = new JsonObject();
        JsonObject used = new JsonObject();
        for (String tool : asking) {
            routes.put(tool, new JsonArray(models.route(tool).words()));
            models.modelsOf(tool).forEach(model -> used.put(model.name(), canonical(model)));
        }
        JsonObject canonical =
                new JsonObject()
                        .put("routes", routes)
                        .put("models", used)
                        .put("prompts", prompts.canonical());
        JsonArray groups = fused().canonical();
        return groups.isEmpty() ? canonical : canonical.put("fusion", groups);
    }

    private FusedTools fused() {
        return new FusedTools(models.fusion(), asking, prompts);
    }

    /**
     * @param clock for measuring only
     */
    public ToolRouting routing(ToolSchemas schemas, Gateway gateway, Timers clock) {
        return (tool, rules, workers) ->
                asking.contains(tool)
                        ? new ModelTool(
                                catalogue.tool(tool),
                                models.modelsOf(tool),
                                models.route(tool).rules(),
                                rules,
                                prompts.system(),
                                prompts.of(tool),
                                schemas,
                                fused().with(tool),
                                gateway,
                                workers,
                                clock)
                        : rules;
    }

    /** What of this decides how one tool answers; empty if it asks no model. */
    public JsonObject canonical(String tool) {
        if (!asking.contains(tool)) {
            return new JsonObject();
        }
        JsonObject used = new JsonObject();
        models.modelsOf(tool).forEach(model -> used.put(model.name(), canonical(model)));
        JsonObject canonical =
                new JsonObject()
                        .put("route", new JsonArray(models.route(tool).words()))
                        .put("models", used)
                        .put("system", prompts.system().canonical())
                        .put("prompt", prompts.of(tool).canonical());
        JsonObject together = fused().canonical(tool);
        return together.isEmpty() ? canonical : canonical.put("together", together);
    }

    /**
     * What calls of these tools can cost at most, by the dearest model of the tool's route.
     *
     * @param clock by whose day the prices are taken
     */
    public WorstCase worstCase(PriceTable prices, Timers clock) {
        return call ->
                asking.contains(call.tool())
                        ? dearest(prompt(call), models.modelsOf(call.tool()), prices, clock)
                        : Optional.empty();
    }

    private Prompt prompt(ToolCall call) {
        PromptFile prompt = prompts.of(call.tool());
        JsonObject schema = AnswerShape.of(catalogue.tool(call.tool()), prompt).schema();
        return new PromptRenderer(prompts.system(), prompt, schema).render(call.arguments());
    }

    /** A model without a price may be the dearest of all. */
    private Optional<ModelUsage> dearest(
            Prompt prompt, List<ModelSpec> route, PriceTable prices, Timers clock) {
        return route.stream()
                .map(model -> prompt.atMost(models.endpointOf(model).provider(), model))
                .max(
                        Comparator.comparing(
                                usage ->
                                        prices.charge(usage, clock.now())
                                                .match(
                                                        priced -> priced.cost().picoUsd(),
                                                        free -> 0L,
                                                        unpriced -> Long.MAX_VALUE)));
    }

    private JsonObject canonical(ModelSpec model) {
        return new JsonObject()
                .put("kind", models.endpointOf(model).kind().name())
                .put("model", model.model())
                .put("contextTokens", model.contextTokens())
                .put("maxOutputTokens", model.maxOutputTokens())
                .put("temperature", model.temperature());
    }
}
