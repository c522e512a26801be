package org.inkstream.models;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which inference servers and models there are, and which tools go where. Immutable.
 *
 * @param endpoints by name, in file order
 * @param models by name, in file order; each on one of the endpoints
 * @param routes by tool, for the tools that do not take the default
 * @param otherwise the route of every other tool
 * @param promptVersions by tool, or {@code system}; whatever is not named takes {@link
 *     #FIRST_VERSION}
 * @param fusion which tools are asked together
 */
public record ModelCatalogue(
        Map<String, EndpointSpec> endpoints,
        Map<String, ModelSpec> models,
        Map<String, Route> routes,
        Route otherwise,
        Map<String, String> promptVersions,
        Fusion fusion) {
    /** The version of a prompt that the file does not name. */
    public static final String FIRST_VERSION = "1";

    /** No models: every tool works by rules. */
    public static final ModelCatalogue RULES_ONLY =
            new ModelCatalogue(Map.of(), Map.of(), Map.of(), Route.RULES_ONLY, Map.of());

    public ModelCatalogue {
        endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
        promptVersions = Map.copyOf(promptVersions);
    }

    /** Where each tool is asked alone. */
    public ModelCatalogue(
            Map<String, EndpointSpec> endpoints,
            Map<String, ModelSpec> models,
            Map<String, Route> routes,
            Route otherwise,
            Map<String, String> promptVersions) {
        this(endpoints, models, routes, otherwise, promptVersions, Fusion.NONE);
    }

    public Route route(String tool) {
        return routes.getOrDefault(tool, otherwise);
    }

    /** The models of a tool's route, in order. */
    public List<ModelSpec> modelsOf(String tool) {
        return route(tool).models().stream().map(this::model).toList();
    }

    /**
     * @throws IllegalArgumentException if there is no such model; the message lists those there are
     */
    public ModelSpec model(String name) {
        ModelSpec model = models.get(name);
        if (model == null) {
            throw new IllegalArgumentException(
                    "no model '" + name + "'; there are " + models.keySet());
        }
        return model;
    }

    public EndpointSpec endpointOf(ModelSpec model) {
        EndpointSpec endpoint = endpoints.get(model.endpoint());
        if (endpoint == null) {
            throw new IllegalArgumentException(
                    "no endpoint '" + model.endpoint() + "'; there are " + endpoints.keySet());
        }
        return endpoint;
    }

    /**
     * @param name of a tool, or {@code system}
     */
    public String promptVersion(String name) {
        return promptVersions.getOrDefault(name, FIRST_VERSION);
    }

    /** Those of {@code tools} that may ask a model, in their order. */
    public Set<String> toolsThatAskModels(Collection<String> tools) {
        Set<String> asking = new LinkedHashSet<>();
        tools.stream().filter(tool -> route(tool).asksModels()).forEach(asking::add);
        return asking;
    }
}
