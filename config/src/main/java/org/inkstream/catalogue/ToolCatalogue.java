package org.inkstream.catalogue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All tools, in catalogue order, and the retry table. Immutable.
 *
 * @param version of the catalogue file
 * @param byName tools by name, in catalogue order
 * @param retries rule per error class; a class that is not listed is never retried
 * @param canonical the catalogue as JSON, for the revision hash
 */
public record ToolCatalogue(
        String version,
        Map<String, Tool> byName,
        Map<ErrorClass, RetryRule> retries,
        JsonObject canonical) {

    public ToolCatalogue {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        retries = Map.copyOf(retries);
    }

    /** The catalogue that comes with the program. */
    public static ToolCatalogue packaged() {
        return ToolCatalogueFile.packaged();
    }

    public Collection<Tool> tools() {
        return byName.values();
    }

    /**
     * @throws IllegalArgumentException if there is no such tool; the message lists those there are
     */
    public Tool tool(String name) {
        Tool tool = byName.get(name);
        if (tool == null) {
            throw new IllegalArgumentException(
                    "no tool '" + name + "' in the catalogue; there are " + byName.keySet());
        }
        return tool;
    }

    public RetryRule retry(ErrorClass errorClass) {
        return retries.getOrDefault(errorClass, RetryRule.NEVER);
    }

    /** The agents in the order of their first tool. */
    public Set<String> agents() {
        return tools().stream()
                .map(Tool::agent)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The same catalogue with only the named tools, which keep their order. An argument that would
     * come from a tool that is left out has no value then.
     *
     * @param names empty means all
     * @throws IllegalArgumentException if a name is not in the catalogue
     */
    public ToolCatalogue only(List<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        names.forEach(this::tool);
        Map<String, Tool> kept =
                tools().stream()
                        .filter(tool -> names.contains(tool.name()))
                        .collect(
                                Collectors.toMap(
                                        Tool::name,
                                        Function.identity(),
                                        (a, b) -> a,
                                        LinkedHashMap::new));
        JsonObject restricted =
                canonical.copy().put("only", new JsonArray(List.copyOf(kept.keySet())));
        return new ToolCatalogue(version, kept, retries, restricted);
    }

    /**
     * The same catalogue in which no tool may take longer.
     *
     * @param longest of a call; zero changes nothing
     */
    public ToolCatalogue within(Duration longest) {
        if (longest.isZero()) {
            return this;
        }
        Map<String, Tool> shorter = new LinkedHashMap<>();
        byName.forEach((name, tool) -> shorter.put(name, tool.within(longest)));
        return new ToolCatalogue(
                version, shorter, retries, canonical.copy().put("within", longest.toString()));
    }
}
