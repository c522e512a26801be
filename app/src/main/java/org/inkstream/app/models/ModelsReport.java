package org.inkstream.app.models;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.agents.prompts.PromptFile;
import org.inkstream.agents.prompts.PromptLibrary;
import org.inkstream.app.models.EndpointCheck.Found;
import org.inkstream.app.service.Addresses;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Fusion;
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
     * @param found what each server answered, by its name; empty if none was asked
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
        fusion(out);
        out.printf("revision %s%n", revision);
    }

    private void fusion(PrintWriter out) {
        Fusion fusion = inference.models().fusion();
        if (fusion.isNone()) {
            return;
        }
        out.printf("asked together, after %s at most%n", Durations.format(fusion.linger()));
        fusion.groups().forEach(group -> out.printf("  %s%n", String.join(", ", group)));
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
        JsonArray together = new JsonArray();
        inference.models().fusion().groups().forEach(group -> together.add(new JsonArray(group)));
        return new JsonObject()
                .put("endpoints", endpoints)
                .put("models", models)
                .put("routes", routes)
                .put("fusion", together)
                .put("revision", revision);
    }

    private void endpoint(PrintWriter out, EndpointSpec spec) {
        out.printf(
                "  %-12s %-10s %s, %s, %s by %s, %d may wait up to %s%s%n",
                spec.name(),
                spec.kind().name().toLowerCase(Locale.ROOT),
                addresses(spec),
                spec.scheduling().engine().name().toLowerCase(Locale.ROOT),
                isAsShown(spec)
                        ? "as many at once as it has slots"
                        : spec.concurrent() + " at once",
                spec.scheduling().order().name().toLowerCase(Locale.ROOT),
                spec.queue(),
                Durations.format(spec.longestWait()),
                found.isEmpty() ? "" : ": " + answers(spec));
    }

    private static boolean isAsShown(EndpointSpec spec) {
        return spec.concurrent() == EndpointSpec.AS_SHOWN;
    }

    private static String addresses(EndpointSpec spec) {
        return spec.urls().stream().map(Addresses::withoutSecrets).collect(Collectors.joining(" "));
    }

    private String answers(EndpointSpec spec) {
        boolean several = spec.urls().size() > 1;
        return spec.replicas().stream()
                .map(EndpointSpec::name)
                .map(server -> (several ? server + " " : "") + answer(server).words())
                .collect(Collectors.joining("; "));
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
                        .put("concurrent", isAsShown(spec) ? null : spec.concurrent())
                        .put("queue", spec.queue())
                        .put("engine", spec.scheduling().engine().name().toLowerCase(Locale.ROOT))
                        .put("order", spec.scheduling().order().name().toLowerCase(Locale.ROOT))
                        .put("maxWaitMs", spec.scheduling().maxWait().toMillis())
                        .put("swapCostMs", spec.scheduling().swapCost().toMillis())
                        .put("lingerMs", spec.scheduling().linger().toMillis())
                        .put("longestWaitMs", spec.longestWait().toMillis());
        if (spec.urls().size() > 1) {
            JsonArray urls = new JsonArray();
            spec.urls().forEach(url -> urls.add(Addresses.withoutSecrets(url)));
            json.put("urls", urls).put("balance", spec.balance().name().toLowerCase(Locale.ROOT));
        }
        return found.isEmpty() ? json : json.put("ok", isOk(spec)).put("answer", answers(spec));
    }

    private boolean isOk(EndpointSpec spec) {
        return spec.replicas().stream().allMatch(server -> answer(server.name()).ok());
    }

    private Found answer(String server) {
        Found one = found.get(server);
        if (one == null) {
            throw new IllegalStateException("server " + server + " was not asked");
        }
        return one;
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
