package org.inkstream.models;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.inkstream.yaml.InvalidFile;
import org.inkstream.yaml.Problems;
import org.inkstream.yaml.Section;
import org.inkstream.yaml.Spelling;
import org.inkstream.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/** Reads a models file and reports everything that is wrong with it at once. */
public final class ModelCatalogueFile {
    private static final String DEFAULT_ROUTE = "default";

    /** The prompts that are no tool's. */
    private static final Set<String> SHARED_PROMPTS = Set.of("system", "fusion");

    /** Most batches end within an hour; one that is given up earlier is paid for nothing. */
    private static final Duration SHORTEST_WAIT_FOR_BATCHES = Duration.ofHours(1);

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private final Map<String, @Nullable Object> content;
    private final Set<String> tools;
    private final Problems problems;

    private ModelCatalogueFile(
            String file, Map<String, @Nullable Object> content, Set<String> tools) {
        this.content = content;
        this.tools = tools;
        this.problems = new Problems(file);
    }

    /**
     * Blocks while it reads.
     *
     * @param file path of the file; empty means that there are no models
     * @param tools those that may be routed
     * @throws InvalidFile with all problems, or because the file cannot be read
     */
    public static ModelCatalogue read(String file, Set<String> tools) {
        return file.isEmpty() ? ModelCatalogue.RULES_ONLY : parse(file, text(file), tools);
    }

    /**
     * @param file named in messages
     * @throws InvalidFile with all problems
     */
    public static ModelCatalogue parse(String file, String yaml, Set<String> tools) {
        return new ModelCatalogueFile(file, YamlText.parse(file, yaml), tools).load();
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException missing) {
            throw new InvalidFile(file, List.of("there is no such file (inference.models)"));
        } catch (MalformedInputException noText) {
            throw new InvalidFile(file, List.of("is not a text in UTF-8"));
        } catch (IOException unreadable) {
            throw new InvalidFile(file, List.of("cannot be read: " + unreadable));
        }
    }

    private ModelCatalogue load() {
        Section root = new Section("", content, problems);
        Section servers = root.section("endpoints");
        Map<String, EndpointSpec> endpoints = new LinkedHashMap<>();
        servers.sections()
                .forEach(
                        (name, entry) ->
                                EndpointSection.read(name, entry).ifPresent(put(endpoints, name)));
        Section kinds = root.section("models");
        Map<String, ModelSpec> models = models(kinds, servers.keys(), endpoints);
        Map<String, Route> routes = routes(root.section("routes"), kinds.keys());
        Map<String, String> prompts = prompts(root.section("prompts"));
        Route otherwise = routes.getOrDefault(DEFAULT_ROUTE, Route.RULES_ONLY);
        routes.remove(DEFAULT_ROUTE);
        Fusion fusion =
                new FusionSection(
                                tools,
                                models,
                                tool -> routes.getOrDefault(tool, otherwise),
                                problems)
                        .read(root.section("fusion"));
        root.nothingElse();
        problems.throwIfAny();
        return new ModelCatalogue(endpoints, models, routes, otherwise, prompts, fusion);
    }

    /**
     * @param endpoints all that are named
     * @param read those that could be read
     */
    private Map<String, ModelSpec> models(
            Section section, Set<String> endpoints, Map<String, EndpointSpec> read) {
        Map<String, ModelSpec> models = new LinkedHashMap<>();
        section.sections()
                .forEach(
                        (name, entry) -> {
                            if (name.equals(Route.RULES)) {
                                entry.problem("'rules' stands for the built-in rules in routes");
                            }
                            String endpoint = entry.text("endpoint");
                            if (!endpoint.isEmpty() && !endpoints.contains(endpoint)) {
                                entry.problem(
                                        "there is no endpoint '"
                                                + endpoint
                                                + "'"
                                                + Spelling.hint(endpoint, endpoints));
                            }
                            Optional<ModelSpec> model = model(name, endpoint, entry);
                            model.filter(ModelSpec::inBatches)
                                    .ifPresent(spec -> checkBatches(read.get(endpoint), entry));
                            model.ifPresent(put(models, name));
                        });
        return models;
    }

    /**
     * @param endpoint null if it could not be read, which is a problem of its own
     */
    private static void checkBatches(@Nullable EndpointSpec endpoint, Section entry) {
        if (endpoint == null) {
            return;
        }
        if (endpoint.kind() != EndpointSpec.Kind.ANTHROPIC) {
            entry.problem("batchWindow is for models on an endpoint of kind anthropic only");
        } else if (endpoint.longestWait().compareTo(SHORTEST_WAIT_FOR_BATCHES) < 0) {
            entry.problem(
                    "batchWindow needs longestWait of endpoint "
                            + endpoint.name()
                            + " to be at least 1h: a batch that is given up earlier is paid for"
                            + " nothing; 24h is what a batch may take");
        }
    }

    private static Optional<ModelSpec> model(String name, String endpoint, Section entry) {
        String model = entry.text("model");
        int contextTokens = entry.wholeNumber("contextTokens", 8192);
        int maxOutputTokens = entry.wholeNumber("maxOutputTokens", 2048);
        double temperature = entry.number("temperature", 0);
        Duration keepAlive = entry.duration("keepAlive", Duration.ZERO);
        Duration batchWindow = entry.duration("batchWindow", Duration.ZERO);
        entry.nothingElse();
        try {
            return Optional.of(
                    new ModelSpec(
                            name,
                            endpoint,
                            model,
                            contextTokens,
                            maxOutputTokens,
                            temperature,
                            keepAlive,
                            batchWindow));
        } catch (IllegalArgumentException outOfRange) {
            entry.problem(String.valueOf(outOfRange.getMessage()));
            return Optional.empty();
        }
    }

    private Map<String, Route> routes(Section section, Set<String> models) {
        Map<String, Route> routes = new LinkedHashMap<>();
        for (String tool : section.keys()) {
            if (!tool.equals(DEFAULT_ROUTE) && !tools.contains(tool)) {
                problems.add(
                        "routes." + tool, "there is no such tool" + Spelling.hint(tool, tools));
            }
            List<String> words = new ArrayList<>(section.texts(tool));
            try {
                Route route = Route.of(words);
                route.models().stream()
                        .filter(model -> !models.contains(model))
                        .forEach(
                                model ->
                                        problems.add(
                                                "routes." + tool,
                                                "there is no model '"
                                                        + model
                                                        + "'"
                                                        + Spelling.hint(model, models)));
                routes.put(tool, route);
            } catch (IllegalArgumentException noRoute) {
                problems.add("routes." + tool, String.valueOf(noRoute.getMessage()));
            }
        }
        return routes;
    }

    private Map<String, String> prompts(Section section) {
        Map<String, String> versions = new LinkedHashMap<>();
        for (String name : section.keys()) {
            String version = section.text(name);
            if (!SHARED_PROMPTS.contains(name) && !tools.contains(name)) {
                problems.add(
                        "prompts." + name, "there is no such tool" + Spelling.hint(name, tools));
            }
            if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
                problems.add(
                        "prompts." + name,
                        "must be 1 to 32 letters, digits, dots, - or _, got '" + version + "'");
            }
            versions.put(name, version);
        }
        return versions;
    }

    private static <T> Consumer<T> put(Map<String, T> into, String name) {
        return value -> into.put(name, value);
    }
}
