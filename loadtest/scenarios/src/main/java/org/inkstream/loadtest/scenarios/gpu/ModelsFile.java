package org.inkstream.loadtest.scenarios.gpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The models file of a worker that is measured.
 *
 * @param endpoints in order
 * @param models in order
 * @param longestAnswer of each model, in tokens
 * @param together groups of tools that are asked together
 */
record ModelsFile(
        List<Endpoint> endpoints,
        List<Model> models,
        int longestAnswer,
        List<List<String>> together) {
    ModelsFile {
        endpoints = List.copyOf(endpoints);
        models = List.copyOf(models);
        together = together.stream().map(List::copyOf).toList();
    }

    /**
     * @param kind as in the file: ollama, openai or anthropic
     * @param urls of its servers
     * @param settings what else is set, in order
     */
    record Endpoint(String name, String kind, List<String> urls, Map<String, String> settings) {
        Endpoint {
            urls = List.copyOf(urls);
            settings = new LinkedHashMap<>(settings);
        }
    }

    /**
     * @param endpoint settings that say where it is, such as {@code endpoint: gpu}
     * @param model as its server names it
     * @param tools that ask it and nobody else
     */
    record Model(
            String name, String endpoint, String model, int contextTokens, List<String> tools) {
        Model {
            tools = List.copyOf(tools);
        }
    }

    String yaml() {
        StringBuilder yaml = new StringBuilder("endpoints:\n");
        for (Endpoint endpoint : endpoints) {
            add(
                    yaml,
                    "  %s:\n    kind: %s\n    urls: [%s]\n",
                    endpoint.name,
                    endpoint.kind,
                    String.join(", ", endpoint.urls));
            endpoint.settings.forEach((key, value) -> add(yaml, "    %s: %s\n", key, value));
        }
        yaml.append("models:\n");
        for (Model model : models) {
            add(yaml, "  %s:\n    endpoint: %s\n", model.name, model.endpoint);
            add(yaml, "    model: %s\n    contextTokens: %d\n", model.model, model.contextTokens);
            add(yaml, "    maxOutputTokens: %d\n    keepAlive: 30m\n", longestAnswer);
        }
        yaml.append("routes:\n  default: [rules]\n");
        for (Model model : models) {
            model.tools.forEach(tool -> add(yaml, "  %s: [%s]\n", tool, model.name));
        }
        yaml.append("fusion:\n  groups:\n");
        together.forEach(tools -> add(yaml, "    - [%s]\n", String.join(", ", tools)));
        return yaml.toString();
    }

    private static void add(StringBuilder yaml, String format, Object... values) {
        yaml.append(String.format(Locale.ROOT, format, values));
    }
}
