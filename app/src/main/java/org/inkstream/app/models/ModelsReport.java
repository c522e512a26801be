package org.inkstream.app.models;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.agents.prompts.PromptFile;
import org.inkstream.agents.prompts.PromptLibrary;
import org.inkstream.app.models.EndpointCheck.Found;
import org.inkstream.app.service.Addresses;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;
import org.inkstream.time.Durations;

/** What is known of models, for people or for programs. */
final class ModelsReport {
    private static final int SHORT_HASH = 12;

    private final Inference inference;
    private final ToolCatalogue catalogue;
    private final Map<String, Found> found;
    private final String revision;

    /**
     * @param found what each endpoint answered, empty if none was asked
     */
    ModelsReport(
            Inference inference,
            ToolCatalogue catalogue,
            Map<String, Found> found,
            String revision) {
        this.inference = inference;
        this.catalogue = catalogue;
        this.found = found;
        this.revision = revision;
    }

    void forPeople(PrintWriter out) {
        if (inference.models().endpoints().isEmpty()) {
            out.println("no models file is set (inference.models): every tool works by rules");
        } else {
            out.println("endpoints");
            inference.models().endpoints().values().forEach(spec -> endpoint(out, spec));
            out.println("models");
            inference.models().models().values().forEach(model -> model(out, model));
        }
        out.println("routes");
        for (String tool : catalogue.byName().keySet()) {
            out.printf(
                    "  %-30s %-40s %s%n",
                    tool,
                    String.join(" > ", inference.models().route(tool).words()),
                    promptOf(tool).map(ModelsReport::inWords).orElse(""));
        }
        if (!inference.tools().isEmpty()) {
            out.printf(
                    "  %-30s %-40s %s%n",
                    "(all)", PromptLibrary.SYSTEM, inWords(inference.prompts().system()));
        }
        out.printf("revision %s%n", revision);
    }

    JsonObject forPrograms() {
        JsonArray endpoints = new JsonArray();
        inference.models().endpoints().values().forEach(spec -> endpoints.add(endpoint(spec)));
        JsonArray models = new JsonArray();
        inference.models().models().values().forEach(model -> models.add(model(model)));
        JsonObject routes = new JsonObject();
        for (String tool : catalogue.byName().keySet()) {
            JsonObject route =
                    new JsonObject()
                            .put("route", new JsonArray(inference.models().route(tool).words()));
            promptOf(tool)
                    .ifPresent(
                            prompt ->
                                    route.put("promptVersion", prompt.version())
                                            .put("promptHash", prompt.hash()));
            routes.put(tool, route);
        }
        return new JsonObject()
                .put("endpoints", endpoints)
                .put("models", models)
                .put("routes", routes)
                .put("revision", revision);
    }

    private void endpoint(PrintWriter out, EndpointSpec spec) {
        Found answer = found.get(spec.name());
        out.printf(
                "  %-12s %-10s %s, %d at once, %d may wait up to %s%s%n",
                spec.name(),
                spec.kind().name().toLowerCase(Locale.ROOT),
                Addresses.withoutSecrets(spec.url()),
                spec.concurrent(),
                spec.queue(),
                Durations.format(spec.longestWait()),
                answer == null ? "" : ": " + answer.words());
    }

    private static void model(PrintWriter out, ModelSpec model) {
        out.printf(
                "  %-12s %-10s %s, context %d tokens, answer up to %d%s%n",
                model.name(),
                model.endpoint(),
                model.model(),
                model.contextTokens(),
                model.maxOutputTokens(),
                model.inBatches()
                        ? ", in batches of " + Durations.format(model.batchWindow())
                        : "");
    }

    private JsonObject endpoint(EndpointSpec spec) {
        JsonObject json =
                new JsonObject()
                        .put("name", spec.name())
                        .put("kind", spec.kind().name().toLowerCase(Locale.ROOT))
                        .put("url", Addresses.withoutSecrets(spec.url()))
                        .put("concurrent", spec.concurrent())
                        .put("queue", spec.queue())
                        .put("longestWaitMs", spec.longestWait().toMillis());
        Found answer = found.get(spec.name());
        return answer == null ? json : json.put("ok", answer.ok()).put("answer", answer.words());
    }

    private static JsonObject model(ModelSpec model) {
        return new JsonObject()
                .put("name", model.name())
                .put("endpoint", model.endpoint())
                .put("model", model.model())
                .put("contextTokens", model.contextTokens())
                .put("maxOutputTokens", model.maxOutputTokens())
                .put("temperature", model.temperature())
                .put("batchWindowMs", model.batchWindow().toMillis());
    }

    private Optional<PromptFile> promptOf(String tool) {
        return inference.tools().contains(tool)
                ? Optional.of(inference.prompts().of(tool))
                : Optional.empty();
    }

    private static String inWords(PromptFile prompt) {
        return "prompt %s (%s)".formatted(prompt.version(), prompt.hash().substring(0, SHORT_HASH));
    }
}
